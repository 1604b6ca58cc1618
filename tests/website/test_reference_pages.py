"""What owners look up: every finding, every key of the format, every command; and every term, form and related document."""

from __future__ import annotations

import re

import pytest
from shipped import ROOT, TODAY
from small_site import files, html, procedure, rules, site, words

from generator.cli import COMMANDS, command_parsers
from generator.explanations import examples
from generator.findings import CODES
from generator.project import Project
from generator.reading.schema import SHAPES, schemas
from generator.website.kinds.yaml_format import written
from generator.website.occasion import Occasion
from generator.website.pages import make_site
from generator.word.checklists import COLUMNS, RESULTS


@pytest.fixture(scope="module")
def shipped():
    policy = Project(ROOT).load().policy
    return make_site(Occasion(Project(ROOT), policy, (), TODAY, words=(), companions=()))


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_a_page_with_its_examples(code, shipped):
    page = html(shipped, f"findings/{code}.md")
    assert CODES[code].title.zh in words(page)
    assert page.count("<pre") == len(examples(code))
    line = html(shipped, "findings.md").split(f'id="{code}"')[1].split("</tr>")[0]
    assert f'href="{code}/"' in line
    assert len(words(line.split("<td>")[-1])) > 5  # how to mend it


def test_every_key_of_every_file_is_told_with_its_example(shipped):
    page = html(shipped, "yaml.md")
    said = words(page)
    for shape in {shape.name: shape for shapes in SHAPES.values() for shape in shapes}.values():
        for key in shape.keys.values():
            row = page.split(f'id="{shape.name}.{key.name}"')[1].split("</tr>")[0]
            assert key.zh in words(row), key.name
            assert " ".join(key.example.split()) in words(row), key.name
            assert ("必填" in words(row)) is key.required, key.name
            assert written(key.kind) in words(row), key.name
    for name in schemas():
        assert f'<h3 id="{name}">' in page
    assert all(f'id="{target}"' in page for target in re.findall(r'href="#([^"]+)"', page))
    assert "不少于 3 次/周" in said


def test_every_command_is_told_with_what_it_takes(shipped):
    page = html(shipped, "commands.md")
    for name, parser in command_parsers("zh").items():
        part = page.split(f'<h2 id="{name}">')[1].split("<h2")[0]
        assert COMMANDS[name].zh in words(part)
        for action in parser.arguments:
            if not {"--help", "--root", "--lang"} & {*action.option_strings}:
                assert all(option in words(part) for option in action.option_strings), (name, action)
                assert str(action.help) in words(part), (name, action)
        assert f"policy {name}" in part.split("<pre")[1]
    assert "--root DIR" in words(page.split("<h2")[0])


def test_terms_are_explained_with_their_values_and_where_they_are_used():
    made = site(
        files(
            procedure("{ id: c, text: '{{ 响应时间 }}。', when: { 时段: 夜间 }, must: { 响应时间: 不超过 60 秒 } }"),
            rules(
                "a",
                "{ id: own, text: '{{ 回访 }}。', must: { 回访: 不超过 3 天 } }",
                head="terms: { 回访: { unit: 天 } }\n",
            ),
        )
    )
    page = html(made, "terms.md")
    said = {
        name: words(page.split(f'id="{name}"')[1].split("</div>")[0])
        for name in ("main-响应时间", "main-渠道", "main-时段", "main-抽查", "a-回访")
    }
    assert "从来电到接听的时间。又称接听时间。 数量，单位：秒 见 一1" in said["main-响应时间"]
    assert "只取一个值 邮件 ：公司邮箱 （又称电邮） 会议" in said["main-渠道"]
    assert "情形" in said["main-时段"]
    assert "数量，单位：次/月，取整数" in said["main-抽查"]
    assert "数量，单位：天 见 一1" in said["a-回访"]
    assert 'href="../main/#c"' in page
    entries = {entry.title: entry for page in made.pages if page.name == "terms.md" for entry in page.entries}
    assert "接听时间" in entries["响应时间"].keywords


def test_forms_and_related_documents_lead_to_where_they_are():
    made = site(
        files(
            procedure(
                "{ id: c, text: 登记。 }",
                head="forms: [{ id: log, number: R-1, title: 登记表, keep: 3 年, columns: [日期, 事由] }]\nrepeals: [《旧办法》]\n",
            ),
            rules(
                "a",
                "{ id: c, text: 登记。 }",
                head="related: [{ number: N-main, title: 规程 }, { number: X-9, title: 外部文件 }]\n",
            ),
        )
    )
    forms = html(made, "forms.md")
    assert 'href="../main/#log"' in forms
    assert "R-1 登记表 3 年 日期、事由" in words(forms)
    related = html(made, "related.md")
    assert '<a href="../main/">《规程》</a>' in related
    assert "X-9 《外部文件》 文件a" in words(related)
    assert "《旧办法》" in words(related.split('id="repealed"')[1])


def test_pages_that_would_be_empty_are_not_made():
    names = {page.name for page in site(files(procedure("{ id: c, text: 登记。 }"))).pages}
    assert not names & {"forms.md", "related.md", "matrix.md", "coverage.md"}
    assert {"terms.md", "tree.md", "in-force.md"} <= names


def test_the_checklist_is_the_one_of_the_word_file(shipped):
    """The same columns and answers, the lines counted through all documents, the same places to fill in."""
    page = html(shipped, "communication-channels/communication-channels/checklist.md")
    heads = [re.findall(r"<th[^>]*>(.*?)</th>", head) for head in re.findall(r"<thead>(.*?)</thead>", page, re.DOTALL)]
    filled = (ROOT / "templates/word/shared/checklist.xml").read_text(encoding="utf-8")
    first, *tables, last = heads
    assert {tuple(columns) for columns in tables} == {COLUMNS}
    assert all(f'"{column}"' in filled for column in (*first, *last))
    assert "标有〔建议〕的为推荐做法，不符合的提出改进意见。" in words(page)
    lines = re.findall(r'<tr><td class="number">(\d+)</td>', page)
    assert [int(number) for number in lines] == [*range(1, len(lines) + 1)]
    assert page.count("<br>".join(RESULTS)) == len(lines)
    assert "〔建议〕" in words(page.split("<tbody>", 2)[2])
