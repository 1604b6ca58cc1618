"""修订记录 names who approved a version as 签署表 does."""

from __future__ import annotations

import pytest
from versions import versions

from generator.document.compose import compose

SECTIONS = "sections: [{ id: s, title: 要求, clauses: [{ id: a, text: 条款。 }] }]\n"


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("{ role: 批准, department: office, person: 分管副总经理 }", "分管副总经理"),
        ("{ role: 批准, department: office }", "总部"),
        ("{ role: 编制, department: office, person: 制度组 }", None),
    ],
)
def test_who_approved_is_the_person_that_signs(signed, expected):
    policy, procedure, (edition,) = versions([SECTIONS], head=f"sign_off: [{signed}]\n")
    (revision,) = compose(edition, procedure, policy).revisions
    assert revision.approved_by == expected
