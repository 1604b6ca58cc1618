"""Pages that an earlier build made are, byte for byte, those that would be made now; what changed, and only that, is made again."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import small_site
from shipped import TODAY

from generator.incremental.memo import Memo
from generator.incremental.store import Store
from generator.project import Project
from generator.publishing.word_files import WordFile
from generator.website.occasion import Occasion
from generator.website.page import Site
from generator.website.pages import make_site
from generator.website.press import Press

MAIN, DESK, SHOP = (
    "policy/main/procedure.yaml",
    "policy/main/departments/desk.yaml",
    "policy/main/departments/shop.yaml",
)
WAIVER = """\
waivers:
- { clause: desk/d1, from: main/m1, because: 设备更换, approved_by: 总经理, approved_on: 2026-01-01, until: 2027-01-01 }
"""


def company() -> dict[str, bytes]:
    """A procedure, whose first version is released, and two departments, one of which had a version before."""
    clause = "{ id: m1, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 } }"
    above = small_site.procedure(clause, "{ id: m2, text: 留痕。, must: { 留痕: yes } }")
    desk = small_site.rules(
        "desk",
        "{ id: d1, implements: m1, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 90 秒 } }",
        head="related: [{ number: N-shop, title: 门店的文件 }]\n",
    )
    desk += "- { id: more, title: 相关文件, show: related }\n"
    shop = small_site.rules(
        "shop", '{ id: s1, implements: m2, text: "见{{ ref(\\"main/m1\\") }}。" }', department="shop"
    )
    return small_site.files(above, desk, shop) | small_site.release(above) | older("甲")


def older(said: str) -> dict[str, bytes]:
    """An older version of a department's rules, as it was released."""
    return small_site.release(
        small_site.rules("desk", f"{{ id: d0, text: {said}。 }}", version="0.9", effective="2025-12-01")
    )


@dataclass
class Company:
    """All that a site is made from; edits change it."""

    folder: Path
    files: dict[str, bytes] = field(default_factory=company)
    today: date = TODAY
    drafts: bool = False
    word: bytes = b"word"

    def occasion(self, kept: Memo | None) -> Occasion:
        made = small_site.occasion(self.files, self.today, faults=True)
        procedure = made.policy.procedures[0]
        words = [WordFile(procedure, e, f"{e.document.id}.docx", self.word) for e in procedure.working]
        return replace(made, project=Project(self.folder), drafts=self.drafts, words=words, kept=kept)

    def site(self, store: Store) -> Site:
        kept = Memo.load(store, "site")
        made = make_site(self.occasion(kept))
        kept.keep(store, "site")
        return made

    def edit(self, file: str, old: str, new: str) -> None:
        if file in self.files:  # an edit before may have taken it away
            self.files[file] = self.files[file].replace(old.encode(), new.encode())


def add_department(company: Company, id: str = "") -> None:
    name = id or f"x{len(company.files)}"
    text = small_site.rules(name, "{ id: t1, text: 甲。, must: { 响应时间: 不超过 20 秒 } }")
    company.files[f"policy/main/departments/{name}.yaml"] = text.encode()


def add_many(company: Company) -> None:
    for number in range(30):
        add_department(company, f"many{number}")


def add_below(company: Company) -> None:
    text = small_site.document("team", "{ id: t1, implements: s1, text: 乙。 }", head="implements: shop@1.0\n")
    company.files["policy/main/departments/team.yaml"] = text.encode()


def release(company: Company) -> None:
    company.files |= small_site.release(company.files.get(DESK, company.files[SHOP]).decode())


def new_version(company: Company) -> None:
    company.edit(DESK, 'version: "1.0"', 'version: "1.1"')


def newer_above(company: Company) -> None:
    newer = company.files[MAIN].decode().replace('version: "1.0"', 'version: "2.0"')
    company.files |= small_site.release(newer)


def restyle(company: Company) -> None:
    """A template of the project's own stands over the one that came with the program."""
    own = company.folder / "templates/site/document.html"
    own.parent.mkdir(parents=True, exist_ok=True)
    before = own.read_text() if own.exists() else '<h1 id="top">{{ m.title }}</h1>\n'
    own.write_text(
        before + "<p>{{ organization.name }}，{{ policy.procedures|length }}，{{ today }}</p>\n", encoding="utf-8"
    )


def change_day(company: Company) -> None:
    company.today += timedelta(days=400)


EDITS: Mapping[str, tuple[Callable[[Company], None], set[str]]] = {
    "nothing": (lambda c: None, set()),
    "a figure": (lambda c: c.edit(DESK, "不超过 90 秒", "不超过 45 秒"), {"desk"}),
    "a title": (lambda c: c.edit(SHOP, "title: 文件shop", "title: 门店细则"), {"shop"}),
    "the number of a related document": (lambda c: c.edit(SHOP, "number: N-shop", "number: N-9"), {"desk", "shop"}),
    "a waiver": (lambda c: c.files.update({"policy/main/waivers.yaml": WAIVER.encode()}), {"desk"}),
    "a department below": (add_below, {"team"}),
    "one more department": (lambda c: add_department(c, "new"), {"new"}),
    "a release": (release, {"desk"}),
    "an old version": (lambda c: c.files.update(older("乙")), {"desk"}),
    "a document taken away": (lambda c: c.files.pop(DESK, None), {"desk"}),
    "a new version": (new_version, {"desk"}),
    "a term's other name": (lambda c: c.edit("policy/main/terms.yaml", "接听时间", "接起时间"), {"desk", "shop"}),
    "a rule above": (lambda c: c.edit(MAIN, "不超过 60 秒", "不超过 30 秒"), {"desk", "shop"}),
    "a title above": (lambda c: c.edit(MAIN, "title: 文件main", "title: 总则"), {"desk", "shop"}),
    "a newer version above": (newer_above, {"desk", "shop"}),
    "a department's name": (lambda c: c.edit("policy/organization.yaml", "热线部", "热线中心"), {"desk", "shop"}),
    "a template": (restyle, {"desk", "shop"}),
    "the day": (change_day, {"desk", "shop"}),
    "the Word files": (lambda c: setattr(c, "word", c.word + b"!"), {"desk", "shop"}),
    "a crowd": (add_many, {"desk", "shop", *(f"many{n}" for n in range(30))}),
    "drafts": (lambda c: setattr(c, "drafts", not c.drafts), {"desk", "shop"}),
}
"""What may change, and the documents whose pages are made anew for it."""


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "cache", tmp_path)


@pytest.fixture
def made(tmp_path) -> Company:
    (tmp_path / "project").mkdir()
    return Company(tmp_path / "project")


@pytest.mark.parametrize("name", EDITS)
def test_what_changed_is_made_again_and_nothing_else(made, store, name):
    edit, expected = EDITS[name]
    made.site(store)
    edit(made)
    press = Press.of(made.occasion(Memo.load(store, "site")))
    again = {each.shelf.main.edition.document.id for each in press.alone.values() if not each.known("pages")}
    assert again == expected
    assert made.site(store) == make_site(made.occasion(None))


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edits_the_pages_are_those_of_a_build_without_a_cache(made, store, seed):
    chance = random.Random(seed)
    for name in chance.choices([*EDITS], k=8):
        EDITS[name][0](made)
        assert made.site(store) == make_site(made.occasion(None)), name


def test_a_document_on_which_another_stands_is_not_alone(made):
    assert {each.shelf.main.edition.document.id for each in Press.of(made.occasion(Memo({}))).alone.values()} == {
        "desk",
        "shop",
    }
    add_below(made)
    assert {each.shelf.main.edition.document.id for each in Press.of(made.occasion(Memo({}))).alone.values()} == {
        "desk",
        "team",
    }


def test_a_page_alone_can_see_nothing_but_what_it_stands_on(made):
    add_below(made)
    press = Press.of(made.occasion(Memo({})))
    seen = {}
    for each in press.alone.values():
        (procedure,) = each.press.policy.procedures
        seen[each.shelf.main.edition.document.id] = {edition.document.id for edition in procedure.working}
    assert seen == {"desk": {"main", "desk"}, "team": {"main", "shop", "team"}}
