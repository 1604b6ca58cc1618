"""What the format has no room for, and what it needs: each small file with the draft that it makes and the note of it."""

from __future__ import annotations

from packages import docx, p, r, table
from test_manners import imported, outline, proposed, read_back

from generator.importing.assembling import Imported
from generator.importing.draft import said


def steps(made: Imported) -> list[tuple[str, int]]:
    return [(step.kind, step.paragraph) for step in made.steps if step.kind != "renumbered"]


def of(*blocks: str) -> Imported:
    made = imported(docx("".join(block if block.startswith("<") else p(block) for block in blocks)))
    assert [finding.message.zh for finding in read_back(made).findings] == []
    return made


def test_a_second_table_gets_a_clause_of_its_own():
    made = of("一、甲", "1.乙", table(("a", "b"), ("1", "2")), table(("c", "d"), ("3", "4")))
    assert outline(made) == "section-1(clause-1-1[clause-1-1-1])"
    assert [clause.table.columns for clause in made.draft.all_clauses()] == [["a", "b"], ["c", "d"]]


def test_at_the_deepest_level_it_stands_beside():
    made = of("一、甲", "1.乙。", "（1）丙。", "①丁。", table(("a", "b"), ("1", "2")), table(("c", "d"), ("3", "4")))
    assert outline(made) == "section-1(clause-1-1[clause-1-1-1[clause-1-1-1-1 clause-1-1-1-2]])"
    assert ("added-text", 9) in steps(made)


def test_merged_cells_are_taken_apart():
    from manners import framed

    (table_made,) = [clause.table for clause in imported(framed()).draft.all_clauses() if clause.table]
    rows = [[said(line) for cell in row.cells for line in cell] for row in table_made.rows]
    assert rows == [["锅炉房", "白班", "每2小时一次"], ["锅炉房", "夜班", "每小时一次"]]


def test_a_table_without_words_before_it_gets_a_line():
    made = of("一、甲", table(("a", "b"), ("1", "2")))
    assert [said(line) for clause in made.draft.all_clauses() for line in clause.lines] == ["见下表。"]
    assert steps(made) == [("added-text", 2)]


def test_what_introduces_a_table_is_its_clause():
    made = of("一、甲", "各级时限如下表：", table(("a", "b"), ("1", "2")))
    (clause,) = made.draft.all_clauses()
    assert [said(line) for line in clause.lines] == ["各级时限如下表："]
    assert clause.table is not None


def test_articles_without_chapters_are_gathered_in_one():
    made = of("第一条 甲。", "第二条 乙。")
    assert outline(made) == "text(clause-1-1 clause-1-2)"
    assert ("added-chapter", 1) in steps(made)


def test_a_chapter_that_is_a_sentence_gets_a_heading_where_it_asks_for_something():
    made = of("一、甲", "二、来电应在60秒内应答，并做好记录。")
    assert [section.title for section in made.draft.sections] == ["甲", "来电应在60秒内应答"]
    assert proposed(made) == "must 来电应答时限: 不超过 60 秒"


def test_lead_paragraphs_that_ask_for_something_are_clauses_and_others_stay_a_lead():
    made = of("一、目的", "规范管理。", "二、要求", "值班人员不得少于2人。")
    first, second = made.draft.sections
    assert [said(line) for line in first.lines] == ["规范管理。"]
    assert [said(line) for clause in second.clauses for line in clause.lines] == ["值班人员不得少于2人。"]
    assert steps(made) == [("numbered", 4)]


def test_a_deleted_end_joins_two_paragraphs():
    gone = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>' + r("1.来电应在") + "</w:p>"
    made = of("一、甲", gone, "60秒内应答。")
    (clause,) = made.draft.all_clauses()
    assert [said(line) for line in clause.lines] == ["来电应在60秒内应答。"]
    assert ("joined", 2) in steps(made)
    assert sum(made.ledger.counted()[0].values()) == 3


def test_a_text_longer_than_the_format_takes_goes_on_in_another_clause():
    made = of("一、甲", "1." + "乙丙丁。" * 9000)
    texts = ["".join(map(said, clause.lines)) for clause in made.draft.all_clauses()]
    assert "".join(texts) == "乙丙丁。" * 9000
    assert max(map(len, texts)) <= 18_000


def test_what_clauses_say_the_opposite_of_is_not_in_force():
    made = of("一、甲", "1.资料必须对外提供。", "2.资料不得对外提供。")
    assert proposed(made) == "(must 对外提供: 是) | (must_not 对外提供: 是)"
    assert made.draft.terms == {}


def test_one_name_for_two_figures_becomes_two_terms():
    made = of("一、办理", "1.首次答复时限不超过2小时。", "2.首次答复时限不超过5小时。")
    assert proposed(made) == "must 首次答复时限: 不超过 2 小时 | must 办理首次答复时限: 不超过 5 小时"


def test_the_same_figure_of_the_same_thing_is_one_term():
    made = of("一、办理", "1.首次答复时限不超过2小时。", "2.来信的首次答复时限不超过2小时。")
    assert list(made.draft.terms) == ["首次答复时限"]


def test_a_figure_is_a_placeholder_only_where_it_prints_just_what_stood_there():
    made = of("一、甲", "1.响应时间不超过60秒。", "2.等待时间不得超过60秒。")
    first, second = ([type(part).__name__ for part in line] for c in made.draft.all_clauses() for line in c.lines)
    assert (first, second) == (["str", "Use", "str"], ["str"])


def test_numbers_that_refer_become_references():
    made = of("第一章 甲", "第一条 按第二条的规定办理，依据《乙》第一条。", "第二条 见附录A。", "附录A 丙", "1.丁")
    lines = [line for clause in made.draft.all_clauses() for line in clause.lines]
    refs = [(part.id, part.text) for line in lines for part in line if type(part).__name__ == "Ref"]
    assert refs == [("clause-1-2", "第二条"), ("appendix-1", "附录A")]


def test_a_clause_with_a_picture_keeps_its_caption():
    from manners import wps

    (picture,) = [clause.picture for clause in imported(wps()).draft.all_clauses() if clause.picture]
    assert (picture.title, picture.alt) == ("收文流程", "收文流程")
