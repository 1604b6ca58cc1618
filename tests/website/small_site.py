"""Sites of small policies, some of whose versions are released."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from html import unescape

from shipped import ROOT, TODAY

from generator.project import Project, findings_of
from generator.reading import read_policy
from generator.reading.frozen import bundle, frozen
from generator.website.occasion import Occasion
from generator.website.page import Site
from generator.website.pages import make_site
from generator.website.press import Press

ORGANIZATION = """\
organization: 集团
site_url: https://policy.example.com/
feedback: mailto:policy@example.com
departments: { office: { title: 总部 }, desk: { title: 热线部 }, shop: { title: 门店部 } }
"""
TERMS = """\
terms:
  时段: { given: true, choices: [白天, 夜间] }
  响应时间: { unit: 秒, about: 从来电到接听的时间, aliases: [接听时间] }
  抽查: { unit: 次/月, whole: true }
  渠道: { choices: [{ name: 邮件, about: 公司邮箱, aliases: [电邮] }, 会议] }
  留痕: { yes_no: true }
"""


def document(
    id: str,
    *clauses: str,
    department: str = "desk",
    version: str = "1.0",
    effective: str = "2026-01-01",
    head: str = "",
) -> str:
    """A document of one section; clauses in YAML's flow style."""
    lines = "".join(f"  - {clause}\n" for clause in clauses)
    return (
        f'id: {id}\ntitle: 文件{id}\nnumber: N-{id}\nversion: "{version}"\neffective: {effective}\n'
        f"department: {department}\n{head}sections:\n- id: s\n  title: 节\n  clauses:\n{lines}"
    )


def procedure(*clauses: str, **more: str) -> str:
    return document("main", *clauses, department="office", **more)


def rules(id: str, *clauses: str, head: str = "", basis: str = "1.0", **more: str) -> str:
    return document(id, *clauses, head=f"implements: main@{basis}\n{head}", **more)


def release(text: str, on: date = date(2025, 12, 1), terms: str | None = None) -> dict[str, bytes]:
    """The files of a released version; a procedure's has the terms."""
    version, id = text.split('version: "')[1][:3], text[4 : text.index("\n")]
    terms = TERMS if terms is None and id == "main" else terms
    word = f"{id} {version}".encode()
    record = frozen(released=on, word=sha256(word).hexdigest(), pictures={}, text=bundle(text, terms))
    base = f"policy/main/releases/{id}/{version}"
    return {f"{base}.yaml": record.encode(), f"{base}.docx": word}


def files(above: str, *below: str, waivers: str = "", organization: str = ORGANIZATION) -> dict[str, bytes]:
    made = {
        "policy/organization.yaml": organization,
        "policy/main/terms.yaml": TERMS,
        "policy/main/procedure.yaml": above,
        **{f"policy/main/departments/{text[4 : text.index(chr(10))]}.yaml": text for text in below},
        **({"policy/main/waivers.yaml": waivers} if waivers else {}),
    }
    return {name: text.encode() for name, text in made.items()}


def press(made: dict[str, bytes], today: date = TODAY, *, faults: bool = False) -> Press:
    return Press.of(occasion(made, today, faults=faults))


def occasion(made: dict[str, bytes], today: date = TODAY, *, faults: bool = False) -> Occasion:
    """The occasion of a policy that reads without findings, unless it is to have `faults`."""
    reading = read_policy(made)
    assert faults or reading.findings == (), reading.findings
    return Occasion(Project(ROOT), reading.policy, findings_of(reading, today), today, words=(), companions=())


def site(made: dict[str, bytes], today: date = TODAY, *, faults: bool = False) -> Site:
    return make_site(occasion(made, today, faults=faults))


def html(made: Site, name: str) -> str:
    """A page's fragment by its source name."""
    return next(page.html for page in made.pages if page.name == name)


def words(fragment: str) -> str:
    """What a fragment says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def rows(fragment: str, kind: str) -> list[list[str]]:
    """The body rows of the table of a class, cell by cell."""
    tables = re.findall(rf'<table class="[^"]*\b{kind}\b[^"]*">(.*?)</table>', fragment, re.DOTALL)
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for table in tables
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("</thead>")[2], re.DOTALL)
    ]


def part(fragment: str, id: str) -> str:
    """What stands from an element of an id to the next clause or heading."""
    start = fragment.index(f'id="{id}"')
    return re.split(r'<div class="clause|<h2', fragment[start:])[0]
