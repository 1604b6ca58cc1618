"""`policy schema`, and the copies of its schemas that editors use."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from small_policy import FILES, edit

from generator.commands.completions import names_of
from generator.commands.schema import all_schemas, schema_text
from generator.project import Project
from generator.reading.kinds import JSON

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


@cache
def own_schemas() -> Mapping[str, JSON]:
    """The schemas with the names of the shipped policy."""
    project = Project(ROOT)
    return all_schemas(names_of(project.load().policy, project))


@pytest.fixture(params=["format", "names"])
def schemas(request) -> Mapping[str, JSON]:
    """The schemas of the format alone, and with the names of the shipped policy."""
    return all_schemas() if request.param == "format" else own_schemas()


def validate(name: str, text: str, schemas: Mapping[str, JSON]) -> None:
    jsonschema.validate(yaml.load(text, Editor), schemas[kind_of(name)])


def test_the_kept_copies_are_those_that_the_program_makes():
    """After a change of the format or of the policy: policy schema --out schema"""
    kept = {path.name: path.read_text(encoding="utf-8") for path in KEPT.iterdir()}
    assert kept == {f"{kind}.schema.json": schema_text(schema) for kind, schema in own_schemas().items()}


@pytest.mark.parametrize("kind", all_schemas())
def test_each_is_a_schema_whose_every_key_is_described_in_both_languages(kind, schemas):
    schema = schemas[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    if kind != "policy":
        for key, said in schema["properties"].items():
            chinese, english, *_ = said["description"].split("\n")
            assert re.search("[\u4e00-\u9fff]", chinese), key
            assert english, key


@pytest.mark.parametrize("name", FILES)
def test_the_small_policy_is_valid(name, schemas):
    """Also where an editor knows other names: they are offered, not asked for."""
    validate(name, FILES[name], schemas)


def shipped() -> list[str]:
    files = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "policy").rglob("*.yaml")))
    return [name for name in files if "/releases/" not in name]


def test_every_file_of_the_shipped_policy_is_valid_and_names_its_schema(schemas):
    for name in shipped():
        text = (ROOT / name).read_text(encoding="utf-8")
        validate(name, text, schemas)
        up = "../" * name.count("/")
        assert text.startswith(f"# yaml-language-server: $schema={up}schema/{kind_of(name)}.schema.json\n"), name


@pytest.mark.parametrize(
    ("old", "new"), [("must:", "most:"), ("effective: 2026-11-01", "effective: soon"), ("  title: 夜间受理\n", "")]
)
def test_mistakes_show_in_an_editor(old, new, schemas):
    name = "policy/hotline/departments/customer-service.yaml"
    assert old in FILES[name]
    with pytest.raises(jsonschema.ValidationError):
        validate(name, FILES[name].replace(old, new), schemas)


def offered(name: str, kind: str = "department") -> dict[str, str]:
    """What an editor offers for a definition, each with what it shows beside it."""
    first = own_schemas()[kind]["$defs"][name]["anyOf"][0]
    return dict(zip(first["enum"], first["enumDescriptions"], strict=True))


def test_editors_complete_the_names_of_the_repository():
    """Departments, documents above, their clauses, layouts; and the terms in conditions, conduct only where it belongs."""
    assert offered("department-id")["sales"] == "销售部"
    assert offered("document-above")["communication-channels@2.0"] == "沟通渠道管理规程"
    assert offered("clause-above")["hotline-response"] == "《沟通渠道管理规程》三（二）1（1） 响应时间"
    assert {"communication-channels/scope", "customer-service/scope"} <= offered("clause-above").keys()
    assert "sales/scope" not in offered("clause-above")  # no document implements it
    assert any(path.startswith("hotline-team/") for path in offered("clause-path", "waivers"))
    assert "corporate" in offered("layout-name")
    conditions = {name: own_schemas()["department"]["$defs"][name]["properties"] for name in ("condition", "conduct")}
    assert conditions["condition"].keys() - conditions["conduct"].keys() >= {"用途", "时段"}
    assert {"热线响应时间", "any", "all", "not"} <= conditions["conduct"].keys()


def test_editors_complete_values():
    """Choices with what they are about, yes and no, and the figures that the procedure sets."""
    terms = own_schemas()["department"]["$defs"]["conduct"]["properties"]
    choices, *_, many = terms["渠道"]["anyOf"]
    assert (choices["enum"][0], choices["enumDescriptions"][0]) == ("邮件系统", "公司邮箱")
    assert many["items"]["anyOf"][0] == choices
    assert terms["留有记录"]["anyOf"][0] == {"enum": ["是", "否"]}
    assert terms["热线响应时间"]["description"] == "热线响应时间（秒）：从来电接入到人工应答的时间"
    assert terms["热线响应时间"]["examples"] == ["不超过 60 秒"]


@pytest.mark.parametrize(
    "condition",
    [
        {"渠道": "邮件系统或电话会议"},
        {"渠道": ["邮件", "会议"]},
        {"抄送对象": "仅限 直接上级"},
        {"留有记录": True},
        {"留有记录": "yes"},
        {"热线响应时间 + 会议时长": "不超过 2 小时"},
        {"any": [{"新的术语": "3..5 次/周"}, {"not": {"渠道": "新的渠道"}}]},
    ],
    ids=str,
)
def test_what_the_reader_takes_is_valid(condition, schemas):
    """Whatever is offered: sums, alternatives, aliases, and names that came after the schema was written."""
    document = yaml.load(FILES["policy/hotline/departments/customer-service.yaml"], Editor)
    document["sections"][0]["clauses"][0]["must"] = condition
    jsonschema.validate(document, schemas["department"])


def test_the_names_are_those_of_the_project_around(root, policy, tmp_path, monkeypatch):
    """Inside a project its own; outside, and with --no-names, none."""

    def departments() -> object:
        return json.loads(policy("schema", "department")[1])["$defs"]["department-id"]

    assert departments()["anyOf"][0]["enum"] == ["office", "customer-service", "it"]
    general = all_schemas()["department"]
    assert json.loads(policy("schema", "department", "--no-names")[1]) == general
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path.parent)
    assert departments() == general["$defs"]["department-id"]
    assert policy("schema", "--root", str(tmp_path / "elsewhere"))[0] == 2


def test_stale_copies_are_told(root, policy):
    """`--check` writes nothing, and fails where a copy is missing or older than the names."""
    assert policy("schema", "--check", "schema")[0] == 1
    policy("schema", "--out", "schema")
    assert policy("schema", "--check", "schema") == (0, "", "")
    edit(root, "policy/organization.yaml", "  it: ", "  legal: { title: 法务部 }\n  it: ")
    status, out, _ = policy("schema", "--check", "schema", "--lang", "en")
    assert (status, out.splitlines()[0]) == (1, "schema/procedure.schema.json is missing or out of date")


def test_one_is_printed_by_its_name(policy):
    assert json.loads(policy("schema", "terms")[1])["title"] == all_schemas()["terms"]["title"]


def test_all_are_printed_together_or_written_into_a_folder(policy, tmp_path):
    assert set(json.loads(policy("schema")[1])) == set(all_schemas())
    status, out, _ = policy("schema", "--out", str(tmp_path / "made"))
    assert status == 0
    assert len(out.splitlines()) == len(list((tmp_path / "made").iterdir())) == len(all_schemas())
