"""`policy new template`: the settings of a layout to change, which work from the first moment."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from generator.commands.schema import all_schemas
from generator.project import Project


@pytest.mark.parametrize("base", ["corporate", "gbt9704"])
def test_it_looks_like_the_layout_that_it_builds_on(base, root, policy):
    assert policy("new", "template", "ours", "--based-on", base)[0] == 0
    made, other = (Project(root).layout(name) for name in ("ours", base))
    assert dict(made.values) == {**other.values, "based_on": base}
    assert made.fixed == other.fixed


def test_it_says_how_to_go_on(root, policy):
    status, out, err = policy("new", "template", "ours")
    assert (status, err) == (0, "")
    assert "templates/word/ours/layout.yaml" in out
    assert "layout: ours" in out
    text = (root / "templates/word/ours/layout.yaml").read_text(encoding="utf-8")
    assert "based_on: corporate" in text
    assert "# logo:" in text


def test_an_editor_knows_every_key_of_it(root, policy):
    policy("new", "template", "ours")
    values = yaml.safe_load((root / "templates/word/ours/layout.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(values)), all_schemas()["layout"])


@pytest.mark.parametrize("name", ["corporate", "gbt9704", "shared"])
def test_a_name_that_is_taken_is_refused(name, root, policy):
    status, _, err = policy("new", "template", name)
    assert status == 2
    assert name in err
    assert not (root / "templates/word/shared").exists()


def test_a_base_that_does_not_exist_is_told_with_the_nearest(root, policy):
    status, _, err = policy("new", "template", "ours", "--based-on", "gbt9740")
    assert status == 2
    assert "gbt9704" in err
    assert not (root / "templates/word/ours").exists()
