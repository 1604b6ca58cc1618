"""The words for what proposals rest on, and for what the format made necessary."""

from __future__ import annotations

from collections.abc import Mapping

from generator.findings import Words

SURE: Mapping[str, Words] = {
    "high": Words("把握大", "sure"),
    "medium": Words("把握中等", "likely"),
    "low": Words("把握小（未启用）", "unsure (not in force)"),
}

WHY: Mapping[str, Words] = {
    "comparison": Words("正文有比较词", "the text compares"),
    "within": Words("“以内”按上限理解", "«within» is an upper bound"),
    "at-least": Words("“以上”按下限理解", "«or more» is a lower bound"),
    "in-advance": Words("“提前”按下限理解", "«in advance» is a lower bound"),
    "reach": Words("“达到”按下限理解", "«reach» is a lower bound"),
    "range": Words("正文写了范围", "the text gives a range"),
    "kept-for": Words("保存期按下限理解", "a time to keep is a lower bound"),
    "limit": Words("时限按上限理解", "a time limit is an upper bound"),
    "each": Words("按“恰好”理解，也可能是“至少”", "read as exactly; it may mean at least"),
    "column": Words("由表头推断", "from the column's title"),
    "named": Words("术语名取自正文", "the term is named in the text"),
    "title": Words("术语名取自条款标题", "the term is named after the title"),
    "verb": Words("术语名由动词拼成", "the term is named after the verb"),
    "subject": Words("术语名由主语拼成", "the term is named after the subject"),
    "known": Words("上位文件已有的术语", "a term of the document above"),
    "linked": Words("取所对应的上位条款的术语", "the term of the clause above that it implements"),
    "defined-here": Words("“术语和定义”里的术语", "a term of the definitions"),
    "nameless": Words("正文没有说这个数字衡量什么", "the text does not say what the figure measures"),
    "same-name": Words(
        "同名的数字另有一处，已改名区分", "another figure has the same name, so this one is named apart"
    ),
    "situation": Words("适用情形取自句首", "the situation is what the sentence begins with"),
    "condition": Words(
        "句子有适用条件，没能写成规则", "the sentence has a condition that could not be put into a rule"
    ),
    "may": Words("“可”的数字是放宽还是要求，需要判断", "whether «may» widens or asks has to be judged"),
    "unit": Words("数字的单位不能核对，只能留在文字里", "a figure in a unit that cannot be checked stays text"),
    "modal": Words("情态词后面的做法", "what follows the modal word"),
    "vague": Words("用词含糊，无法核对", "too vague to check"),
    "long": Words("句子太长或太复杂，不宜直接作术语", "too long or involved for a term"),
    "opposite": Words("另一条的说法相反，请先统一", "another clause says the opposite; settle that first"),
    "no-term": Words("同名术语的种类不同", "a term of this name is of another kind"),
    "chinese-figure": Words(
        "数字用汉字写成，检查时认不出，建议改成阿拉伯数字", "written in Chinese numerals, which checks do not see"
    ),
    "defined-choices": Words(
        "来自“术语和定义”，只列出写明释义的取值；是不是情形（given）、有没有其他取值待定",
        "from the definitions, which list the values that they explain; whether it is given, and other values, are open",
    ),
    "defined": Words("来自“术语和定义”，种类待定", "from the definitions; its kind is open"),
}

STEPS: Mapping[str, Words] = {
    "added-chapter": Words("原文没有章，补了一章", "there was no chapter; one was added"),
    "added-heading": Words("原文的章是一句话，另补了标题", "the chapter was a sentence; it got a heading"),
    "added-text": Words("表格或图片前没有文字，补了一句", "a table or picture had no text before it; a line was added"),
    "moved-preamble": Words("第一章之前的文字移到第一章开头", "text before the first chapter moved to its beginning"),
    "moved-up": Words("表格或图片之后的文字移到它前面", "text after a table or picture moved before it"),
    "numbered": Words(
        "原文没有编号的段落，现在是有编号的条款", "a paragraph without a number is a numbered clause now"
    ),
    "folded": Words(
        "层级太深，并入上一级条款，编号照原样写在文字里", "too deep; folded into the clause above with its number typed"
    ),
    "unmerged": Words("合并单元格已拆开，或表中表已展开", "merged cells were taken apart, or inner tables flattened"),
    "long-title": Words("标题过长，只保留前 900 字", "a title was too long; its first 900 characters stay"),
    "renumbered": Words("编号方式改变", "numbered in another way"),
    "bullets": Words("项目符号改为编号", "bullets became numbers"),
    "listed": Words("相关文件列成了表", "the related documents became a list"),
    "joined": Words(
        "修订删除了段落标记，与下一段合并", "a tracked change deleted the end of the paragraph; it joined the next"
    ),
    "split": Words("段落过长，已拆开", "too long a paragraph was split"),
    "tracked": Words("含有修订，按全部接受后的文字导入", "tracked changes; the text after accepting all was imported"),
    "twice": Words(
        "编号既是自动的又手工打了一遍，手工的已去掉", "numbered both by Word and by hand; the typed number was dropped"
    ),
    "missing": Words("缺号", "a number is missing"),
    "repeated": Words("重号", "a number stands twice"),
    "reference": Words(
        "引用的编号改成了链接，今后自动更新", "a number that refers became a reference, which stays right"
    ),
}
"""What was done to paragraphs that do not fit the format as they stand."""
