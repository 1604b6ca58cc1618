"""Documents that ask much of a layout: full pages, deep and mixed nesting, rare characters, long tables and words."""

from __future__ import annotations

FULL = "- { id: s, title: 总则, clauses: [{ id: c, text: " + "规" * 28 * 22 * 4 + " }] }\n"

DEEP = """\
- id: one
  title: 总则
  clauses:
  - id: a
    text: 先于各节的条款甲。
    clauses:
    - id: a1
      text: 二层甲。
      clauses: [{ id: a2, text: 三层甲。 }, { id: a3, text: 三层乙。 }]
  - { id: b, text: 先于各节的条款乙。 }
  sections:
  - id: in1
    title: 节一
    clauses: [{ id: c, text: 节内甲。, clauses: [{ id: c1, text: 节内二层。 }] }, { id: d, text: 节内乙。 }]
  - { id: in2, title: 节二, clauses: [{ id: e, text: 节内丙。 }] }
- id: two
  title: 分则
  clauses: [{ id: f, text: 第二章的条款甲。 }]
  sections:
  - { id: in3, title: 节三, clauses: [{ id: g, text: 节内丁。 }] }
- { id: three, title: 附则, clauses: [{ id: h, text: 末章的条款甲。 }, { id: i, text: 末章的条款乙。 }] }
"""

APPENDICES = """\
appendices:
- id: x
  title: 附表
  clauses: [{ id: j, text: 附录的条款甲。 }]
  sections: [{ id: in4, title: 附录的节, clauses: [{ id: k, text: 附录节内甲。 }] }]
- { id: y, title: 又一附录, clauses: [{ id: l, text: 附录B的条款甲。 }] }
"""

_ADDRESS = "https://example.com/" + "a/" * 200 + "?q=1&b=2"

ODD = f"""\
- id: odd
  title: 生僻字 㐂𠮷 与 🏢 “引号”
  text: |
    𠮷野家㐂，全角“引号”『』【】，…… —— ！？，emoji 👩 🇨🇳 之后，<w:p> & "]]>"。
  clauses:
  - id: long-word
    title: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft
    text: |
      Pneumonoultramicroscopicsilicovolcanoconiosis{"x" * 300}，{{{{ link("{_ADDRESS}", "地址") }}}}。

      {"长" * 2000}
  - id: tall
    text: 六十行的表见下。
    table:
      columns: [序号, 说明, 很长的列名很长的列名]
      rows:
{"".join(f'      - ["{n}", "{"说明" * (n % 40)}", ""]{chr(10)}' for n in range(60))}\
  - id: wide
    text: 十列的表。
    table:
      columns: [甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬, 癸]
      rows: [["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]]
"""

NESTED = """\
- id: nested
  title: 五层
  sections:
  - id: inside
    title: 节
    clauses:
    - id: one
      text: 一层。
      clauses:
      - id: two
        text: 二层。
        clauses:
        - id: three
          text: 三层，响应时间{{ 响应时间 }}。
          must: { 响应时间: 不超过 60 秒 }
"""

EDITED = (
    ODD.replace("全角“引号”", "全角‘引号’")
    .replace("很长的列名很长的列名", "改过的列名")
    .replace('"3"', '"三🏢"')
    .replace("长" * 2000, "长" * 900 + "𠮷" + "长" * 1100)
)
"""ODD with other words in it, another table, and something rare in the middle of two thousand characters."""


def _many(how_many: int, line: str, indent: str = "") -> str:
    return "".join(indent + line.replace("#", str(number)) + "\n" for number in range(1, how_many + 1))


MANY = (
    "- id: deep\n  title: 很多款\n  clauses:\n  - id: one\n    text: 第一层。\n    clauses:\n    - id: two\n"
    "      text: 第二层。\n      clauses:\n"
    + _many(55, "- { id: three#, text: 三层之#止。 }", " " * 6)
    + _many(30, "- { id: two#, text: 二层之#止。 }", " " * 4)
    + "- id: inner\n  title: 很多节\n  sections:\n"
    + _many(25, "- { id: inner#, title: 节名#止, clauses: [{ id: in#, text: 节文#止。 }] }", " " * 2)
    + _many(110, "- { id: chapter#, title: 章名#止, clauses: [{ id: c#, text: 章文#止。 }] }")
    + "appendices:\n"
    + _many(30, "- { id: annex#, title: 附录名#止, clauses: [{ id: a#, text: 附录文#止。 }] }")
    + "forms:\n"
    + _many(12, "- { id: form#, number: F-#, title: 表名#止, columns: [甲] }")
)
"""More of everything than any counting of Word's has signs of its own for: ㉑, 第一百零一条, 附录AA, 附件10."""

TITLE = "关于进一步加强集团公司及所属各单位对外沟通渠道统一管理工作的若干规定实施办法"
