"""Versions: comparing any two, what was in force on a day, the feed, downloads, waivers by their end."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from small_site import files, html, press, procedure, release, rows, rules, site, words

from generator.website.feed import feed
from generator.website.kinds.comparisons import MOST_VERSIONS, compared

CALM = "{ id: calm, title: 礼貌, text: 保持礼貌。 }"
ATOM = "{http://www.w3.org/2005/Atom}"


def versions(*effective: str, head: str = "") -> dict[str, bytes]:
    """A procedure with a released version for each day; the text counts them."""
    texts = [
        procedure(CALM.replace("礼貌。", f"礼貌{n}。"), version=f"1.{n}", effective=day, head=head if n else "")
        for n, day in enumerate(effective)
    ]
    made = files(texts[-1])
    for n, text in enumerate(texts):
        made |= release(text, date(2025, 11, 1 + n))
    return made


def test_any_two_versions_are_compared_side_by_side():
    made = site(
        versions(
            "2026-01-01", "2026-02-01", "2026-03-01", head="changes: { summary: 改。, clauses: { calm: 更好。 } }\n"
        )
    )
    names = [page.name for page in made.pages if "/compare/" in page.name]
    assert names == [f"main/main/compare/1.{a}-1.{b}.md" for a, b in ((0, 1), (0, 2), (1, 2))]
    page = html(made, "main/main/compare/1.0-1.2.md")
    assert rows(page, "comparison")[1] == ["一1 礼貌 修改", "保持礼貌 0 。", "保持礼貌 2 。", "更好。"]
    assert rows(page, "comparison")[0] == ["实施日期", "2026-01-01", "2026-03-01", ""]
    assert "<del>0</del>" in page
    assert "<ins>2</ins>" in page
    for name in ("main/index.md", "versions.md"):
        assert "compare/1.0-1.2" in html(made, name)


def test_of_many_versions_each_is_compared_with_the_one_before_and_with_the_one_in_force():
    days = [f"2026-{n + 1:02}-01" for n in range(MOST_VERSIONS + 2)]
    (shelf,) = press(versions(*days)).shelves
    numbers = [(a.edition.document.version.minor, b.edition.document.version.minor) for a, b in compared(shelf)]
    every = range(len(days))
    assert set(numbers) == {*pairwise(every), *((n, len(days) - 1) for n in every if n < len(days) - 1)}
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("days", "head", "today", "expected"),
    [
        (["2026-01-01"], "", "2026-11-24", ["2026-01-01 起实施"]),
        (
            ["2026-01-01", "2026-06-01"], "", "2026-11-24",
            ["2026-01-01 起实施，2026-06-01 由 V1.1 替代", "2026-06-01 起实施"],
        ),
        (
            ["2026-01-01", "2027-06-01"], "", "2026-11-24",
            ["2026-01-01 起实施，2027-06-01 起由 V1.1 替代", "将于 2027-06-01 生效"],
        ),
        (
            ["2026-01-01", "2026-06-01"], "withdrawn: 2026-09-01\n", "2026-11-24",
            ["2026-01-01 起实施，2026-06-01 由 V1.1 替代", "2026-06-01 起实施，已于 2026-09-01 废止"],
        ),
        (
            ["2026-01-01", "2026-06-01"], "withdrawn: 2027-09-01\n", "2026-11-24",
            ["2026-01-01 起实施，2026-06-01 由 V1.1 替代", "2026-06-01 起实施，将于 2027-09-01 废止"],
        ),
        (
            ["2026-01-01", "2026-06-01"], "expires: 2026-09-01\n", "2026-11-24",
            ["2026-01-01 起实施，2026-06-01 由 V1.1 替代", "2026-06-01 起实施，已于 2026-09-01 到期失效"],
        ),
        (
            ["2026-01-01", "2026-06-01"], "expires: 2027-09-01\n", "2026-11-24",
            ["2026-01-01 起实施，2026-06-01 由 V1.1 替代", "2026-06-01 起实施，有效期至 2027-09-01"],
        ),
        # Released, but overtaken before its day came.
        (["2026-03-01", "2026-02-01"], "", "2026-11-24", ["未曾实施，由 V1.1 替代", "2026-02-01 起实施"]),
    ],
)  # fmt: skip
def test_each_version_says_since_when_and_until_when(days, head, today, expected):
    (shelf,) = press(versions(*days, head=head), date.fromisoformat(today)).shelves
    assert [entry.remark for entry in shelf.entries] == expected


def test_what_was_in_force_on_a_day_is_told_by_periods():
    draft = rules("a", "{ id: c, text: 客气。 }")
    made = versions("2026-01-01", "2026-06-01", "2027-01-01")
    made["policy/main/departments/a.yaml"] = draft.encode()
    page = html(site(made), "in-force.md")
    assert rows(page, "periods") == [
        ["文件main", "V1.0", "2026-01-01", "2026-06-01", "已被替代"],
        ["文件main", "V1.1", "2026-06-01", "2027-01-01", "现行"],
        ["文件main", "V1.2", "2027-01-01", "未定", "即将实施"],
    ]
    assert re.findall(r'data-from="([^"]+)"(?: data-until="([^"]+)")?', page) == [
        ("2026-01-01", "2026-06-01"), ("2026-06-01", "2027-01-01"), ("2027-01-01", ""),
    ]  # fmt: skip
    assert re.findall(r'class="as-of-day" href="#([^"]+)"', page) == ["2026-01-01", "2026-06-01", "2027-01-01"]


def test_the_periods_agree_with_the_versions_that_readers_get_on_every_day():
    made = versions("2026-01-01", "2026-06-01", "2026-05-01", head="expires: 2026-08-01\n")
    for day in (date(2026, month, 15) for month in range(1, 13)):
        (shelf,) = press(made, day).shelves
        current = [e for e in shelf.entries if e.status == "current"]
        within = [
            e
            for e in shelf.entries
            if e.ever and e.edition.document.effective <= day and (e.until is None or day < e.until)
        ]
        assert current == within, day


def test_the_feed_is_atom_with_ids_and_dates_that_stay():
    """RFC 4287: what each element must have; the day on which the site is built changes nothing."""
    made = versions("2026-01-01", "2026-06-01", head="changes: { summary: '<b>&' }\n")
    text = feed(press(made))
    assert text == feed(press(made, date(2026, 12, 24)))
    root = ElementTree.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo is not None
        assert element.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("https://policy.example.com/")
    assert root.find(f"{ATOM}author/{ATOM}name").text == "集团"
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["文件main V1.1", "文件main V1.0"]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2025-11-02T00:00:00Z", "2025-11-01T00:00:00Z"]
    assert root.findtext(f"{ATOM}updated") == "2025-11-02T00:00:00Z"
    assert entries[0].findtext(f"{ATOM}summary").endswith("<b>&")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    # A version that is released later changes no entry that was there.
    more = ElementTree.fromstring(
        feed(press(versions("2026-01-01", "2026-06-01", "2026-07-01", head="changes: { summary: '<b>&' }\n")))
    )
    assert [e.findtext(f"{ATOM}id") for e in more.findall(f"{ATOM}entry")][1:] == [
        e.findtext(f"{ATOM}id") for e in entries
    ]


def test_there_is_no_feed_before_the_first_release():
    made = site(files(procedure(CALM)))
    assert "feed.xml" not in made.files
    assert "Atom" not in html(made, "downloads.md")


def test_waivers_stand_in_the_order_in_which_they_end():
    line = "- {{ clause: a/c{0}, from: main/calm, because: 理由{0}, approved_by: 总部, approved_on: 2026-01-01, until: {1} }}\n"
    ends = {1: "2027-12-31", 2: "2026-11-23", 3: "2026-12-01"}
    own = [f"{{ id: c{n}, text: 客气。 }}" for n in ends]
    made = site(
        files(
            procedure(CALM),
            rules("a", *own),
            waivers="waivers:\n" + "".join(line.format(n, d) for n, d in ends.items()),
        )
    )
    found = rows(html(made, "checks.md"), "waivers")
    assert [row[0] for row in found] == ["2026-11-23 已到期", "2026-12-01 还有 7 天", "2027-12-31 还有 402 天"]
    assert found[0][1:4] == ["《文件a》一2", "《文件main》一1", "理由2"]


def test_findings_stand_worst_first_and_lead_to_their_explanation():
    response = "{ id: response, text: '{{ 响应时间 }}。', must: { 响应时间: 不超过 60 秒 } }"
    loose = "{ id: r, text: '{{ 响应时间 }}，3 次。', must: { 响应时间: 不超过 90 秒 } }"
    page = html(site(files(procedure(response), rules("a", loose))), "checks.md")
    assert re.findall(r'href="\.\./findings/([a-z-]+)/"', page) == ["looser", "loose-number"]
    assert "建议：写成 不超过 60 秒" in words(page)
