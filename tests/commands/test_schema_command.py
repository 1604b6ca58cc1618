"""`policy schema`, and the copies of its schemas that editors use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from small_policy import FILES

from generator.commands.schema import all_schemas, schema_text

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "schema"


class Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates are text, and only true and false are booleans."""


Editor.yaml_implicit_resolvers = {
    first: [
        (tag, pattern if not tag.endswith(":bool") else re.compile("^(?:true|false)$"))
        for tag, pattern in resolvers
        if not tag.endswith(":timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def kind_of(name: str) -> str:
    """Which schema a file of the policy has."""
    stem = Path(name).stem
    return stem if stem in ("organization", "procedure", "terms", "waivers") else "department"


def validate(name: str, text: str) -> None:
    jsonschema.validate(yaml.load(text, Editor), all_schemas()[kind_of(name)])


def test_the_kept_copies_are_those_that_the_program_makes():
    """After a change of the format: policy schema --out schema"""
    kept = {path.name: path.read_text(encoding="utf-8") for path in KEPT.iterdir()}
    assert kept == {f"{kind}.schema.json": schema_text(schema) for kind, schema in all_schemas().items()}


@pytest.mark.parametrize("kind", all_schemas())
def test_each_is_a_schema_whose_every_key_is_described_in_both_languages(kind):
    schema = all_schemas()[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    if kind != "policy":
        for key, said in schema["properties"].items():
            chinese, english, *_ = said["description"].split("\n")
            assert re.search("[\u4e00-\u9fff]", chinese), key
            assert english, key


@pytest.mark.parametrize("name", FILES)
def test_the_small_policy_is_valid(name):
    validate(name, FILES[name])


def shipped() -> list[str]:
    files = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "policy").rglob("*.yaml")))
    return [name for name in files if "/releases/" not in name]


def test_every_file_of_the_shipped_policy_is_valid_and_names_its_schema():
    for name in shipped():
        text = (ROOT / name).read_text(encoding="utf-8")
        validate(name, text)
        up = "../" * name.count("/")
        assert text.startswith(f"# yaml-language-server: $schema={up}schema/{kind_of(name)}.schema.json\n"), name


@pytest.mark.parametrize(
    ("old", "new"), [("must:", "most:"), ("effective: 2026-11-01", "effective: soon"), ("  title: 夜间受理\n", "")]
)
def test_mistakes_show_in_an_editor(old, new):
    name = "policy/hotline/departments/customer-service.yaml"
    assert old in FILES[name]
    with pytest.raises(jsonschema.ValidationError):
        validate(name, FILES[name].replace(old, new))


def test_one_is_printed_by_its_name(policy):
    assert json.loads(policy("schema", "terms")[1])["title"] == all_schemas()["terms"]["title"]


def test_all_are_printed_together_or_written_into_a_folder(policy, tmp_path):
    assert set(json.loads(policy("schema")[1])) == set(all_schemas())
    status, out, _ = policy("schema", "--out", str(tmp_path / "made"))
    assert status == 0
    assert len(out.splitlines()) == len(list((tmp_path / "made").iterdir())) == len(all_schemas())
