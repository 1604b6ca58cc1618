"""How two texts differ, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.words import word_diff

TEXTS = st.text(alphabet="来电响应时间不超过60秒 分钟，。abc45%㐂𠮷\n", max_size=60)


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("响应时间不超过60秒。", "响应时间不超过45秒。", "响应时间不超过[-60秒-][+45秒+]。"),
        ("每周3次", "每周3次/周", "每周[-3次-][+3次/周+]"),
        ("由客服记录。", "由客服受理并记录。", "由客服[+受理并+]记录。"),
        ("应当及时回访客户。", "应当回访客户。", "应当[-及时-]回访客户。"),
        # 的 is there in both by chance: the change reads better whole.
        ("重大的事项", "紧急的任务", "[-重大的事项-][+紧急的任务+]"),
        ("use e-mail only", "use telephone only", "use [-e-mail-][+telephone+] only"),
        ("", "新文", "[+新文+]"),
        ("旧文", "", "[-旧文-]"),
        ("一样", "一样", "一样"),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(old, new, expected):
    assert expected == marked(old, new)


@given(TEXTS, TEXTS)
def test_both_texts_come_out_whole(old, new):
    pieces = word_diff(old, new)
    assert old == "".join(piece.text for piece in pieces if piece.kind != "new")
    assert new == "".join(piece.text for piece in pieces if piece.kind != "gone")
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
