"""Figures with units in Chinese sentences: 不得超过60秒, 24小时以内, 每周3-5次; each as a bound, typed as rules are.

Only the words around a figure say what it means, so each finding carries how sure it is and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importing.draft import Sure
from generator.importing.numerals import NUMERALS, value_of
from generator.importing.sentences import after, near, sentence
from generator.model import Bound, Place
from generator.phrases import value_words
from generator.reading.quantities import Unreadable, comparison
from generator.units import ALIASES, DIMENSIONS, Dimension

_WIDE = str.maketrans("０１２３４５６７８９．，％～", "0123456789.,%~")
_UNITS = {
    **ALIASES,
    "分": "分钟",
    "个自然日": "天",
    "自然日": "天",
    "个日历天": "天",
    "日历天": "天",
    "钟头": "小时",
    "个星期": "周",
    "星期": "周",
}
_UNITS = {**_UNITS, "名": "人", "次数": "次", "遍": "次", "篇": "份", "个周": "周"}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=lambda name: (-len(name), name)))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:百分之)?[{NUMERALS}]{{1,6}}|半)"
_PER_UNIT = "季度|小时|工作日|周|月|年|日|天"
_LOW = rf"(?P<n1>{_NUMBER})\s*(?P<u1>{_UNIT})?"
_HIGH = rf"(?P<n2>{_NUMBER})\s*(?P<u2>{_UNIT})?(?P<rest>\d{{1,2}}\s*(?:分钟|分|秒))?"
_RATE = rf"(?:\s*/\s*(?P<per>{_PER_UNIT}))?"
_PRE = (
    r"(?P<pre>不(?:得|应|能|可|宜|准|许)?(?:超过|高于|多于|大于|长于|晚于|迟于)|至多|最多|最长|最迟|上限为|≤|<=|"
    r"不(?:得|应|能|可|宜|准|许)?(?:少于|低于|小于|短于|早于)|至少|最少|最短|起码|下限为|≥|>=|"
    r"超过|高于|多于|大于|超出|少于|低于|小于|不足|达到|达|>|<|为|是)?"
)
_POST = r"(?P<post>及以上|以上|及以内|以内|之内|及以下|以下|为限|以前|之前|之后|以后|内(?!部|容|外)|前|后)?"
_FIGURE = re.compile(rf"{_PRE}\s*(?:{_LOW}\s*(?:-|~|—|–|至|到)\s*)?{_HIGH}{_RATE}\s*(?:钟)?\s*{_POST}")
_ANY = re.compile(rf"[0-9０-９半]|百分之|[{NUMERALS}]\s*(?:{_UNIT})")
_EACH = re.compile(
    rf"每(?:个|一)?(?P<per>{_PER_UNIT})(?!份)|(?:按|一)(?P<per2>季度|周|月|年|日|天)(?=\d|[{NUMERALS}]?次)"
)
_COUNTED = frozenset(("次", "人", "条", "份", "字", "元", "万元"))
_MOST = re.compile(r"不.{0,1}(?:超过|高于|多于|大于|长于|晚于|迟于)|至多|最多|最长|最迟|上限为|≤|<=")
_LEAST = re.compile(r"不.{0,1}(?:少于|低于|小于|短于|早于)|至少|最少|最短|起码|下限为|≥|>=")
_FORBIDS = re.compile(r"不(?:得|应|能|可|准|许)")
_NO_FIGURE = re.compile(
    r"第\s*$|[A-Za-z]\s*[-/]?\s*$|[0-9]\s*[.:：/]\s*$|[\u300a〔〈]\s*[^\u300b〕〉]*$|其中\s*$|同\s*$|每\s*$|上\s*$|下\s*$|另\s*$|任\s*$|某\s*$|首\s*$"
)
_KEEPING = re.compile(r"保存|保管|留存|存档|保留|有效")
_ADVANCE = re.compile(r"提前|事先|预先")
_LIMITED = re.compile(r"(?:时限|期限|时间|用时|周期|时长)[^，。；]{0,4}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found between `start` and `end` of a text.

    `value` is a VALUE of the format (`不超过 60 秒`), `words` how it prints, `unit` its term's unit. `kind` is `most`,
    `least`, `between` or `exactly`. `why` names what speaks for it or against it (a key of `reasons.WHY`).
    """

    start: int
    end: int
    value: str
    words: str
    unit: str
    kind: str
    sure: Sure
    why: str
    forbids: bool = False
    whole: bool = False
    digits: bool = True


def figures(text: str) -> Iterator[Figure]:
    """The figures of a text that bound something, in order. Dates, numbers of clauses and names are none."""
    if not _ANY.search(text):
        return
    plain = text.translate(_WIDE)
    for match in _FIGURE.finditer(plain):
        if (made := _figure(plain, match)) is not None:
            yield made


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    number, low = _amount(match["n2"]), _amount(match["n1"]) if match["n1"] else None
    percent = match["n2"].startswith("百分之")
    unit = "%" if percent else _UNITS.get(match["u2"] or "")
    if number is None or unit is None or (match["n1"] and low is None):
        return None
    at = match.start("n1") if match["n1"] else match.start("n2")
    before = near(text, at)
    if not match["pre"] and _NO_FIGURE.search(before):
        return None
    if _is_date(text, match, unit):
        return None
    if match["n1"] and match["u1"] and _UNITS.get(match["u1"]) != unit:
        return None
    per = _per(before, match)
    if unit in _COUNTED or per is None:
        full = f"{unit}/{per}" if per and per != unit else unit
    else:
        full = unit if not match["per"] else f"{unit}/{per}"
    kind, sure, why = _meaning(text, match, unit)
    if not kind:
        return None
    spelling = (match["u2"] or "") if (match["u2"] or "") in ALIASES else unit
    amount = f"{number} {'%' if unit == '%' else spelling}{full.removeprefix(unit)}"
    if match["rest"]:
        if low is not None or full not in ("小时", "分钟", "天"):
            return None
        amount = f"{number}{unit}{re.sub('分$', '分钟', match['rest'].replace(' ', ''))}"
    if low is not None:
        kind, sure, why = "between", "high" if per or match["pre"] else sure, "range"
        value = f"{low}..{amount}"
    else:
        highly = DIMENSIONS[unit] in (Dimension.PERCENT, Dimension.MONEY)
        least = "不低于" if highly else "不少于"
        value = {"most": f"不超过 {amount}", "least": f"{least} {amount}", "exactly": f"= {amount}"}[kind]
    words = _printed(value)
    if words is None:
        return None
    return Figure(
        match.start(),
        match.end(),
        value,
        words,
        full,
        kind,
        sure,
        why,
        bool(match["pre"] and _FORBIDS.match(match["pre"])),
        "." not in number and (low is None or "." not in low),
        match["n2"][0].isdigit(),
    )


def _amount(written: str) -> str | None:
    """A number in digits."""
    if written == "半":
        return "0.5"
    if written[0].isdigit():
        return written.replace(",", "")
    value = value_of(written.removeprefix("百分之"))
    return str(value) if value is not None else None


def _per(before: str, match: re.Match[str]) -> str | None:
    """The time that a count is for: 3次/周, or 每周 a little before."""
    if match["per"]:
        return ALIASES[match["per"]]
    found = list(_EACH.finditer(sentence(before, len(before))[-16:]))
    if not found:
        return None
    return ALIASES[found[-1]["per"] or found[-1]["per2"]]


def _is_date(text: str, match: re.Match[str], unit: str) -> bool:
    """2026年, 10月1日, 8时30分."""
    whole = match["n2"] + (match["u2"] or "")
    if unit == "年" and re.fullmatch(r"(?:19|20)\d\d|[一二]\S{3}", match["n2"]):
        return True
    behind = after(text, match.end("u2") if match["u2"] else match.end())
    if match["u2"] in ("月", "年") and re.match(r"\s*\d{1,2}\s*[月日]|底|初|末|份", behind):
        return True
    if match["u2"] in ("日", "月") and re.search(r"[年月]\s*$", near(text, match.start("n2"))):
        return True
    if match["u2"] == "月" and not match["pre"] and not match["post"]:
        return True
    if match["u2"] == "日" and re.search(r"[月每]\s*$", near(text, match.start("n2"))):
        return True
    if match["u2"] == "分" and (
        re.search(r"[时点]\s*$", near(text, match.start("n2"))) or not (match["pre"] or match["post"])
    ):
        return True
    return (
        whole in ("一次", "一条", "一份", "一人", "一字", "一日", "一天", "一年")
        and not (match["pre"] and match["pre"] not in ("为", "是"))
        and not _EACH.search(re.split("，", sentence(text, match.start()))[-1][-10:])
    )


def _meaning(text: str, match: re.Match[str], unit: str) -> tuple[str, Sure, str]:
    """What a figure bounds, how sure that is, and why; an empty kind where it bounds nothing."""
    pre, post = match["pre"] or "", match["post"] or ""
    before = sentence(text, match.start())
    behind = after(text, match.end())
    if re.match(r"的(?=[，,。；]|$)|时[，,]|者[，,]", behind[:6]) and not match["per"]:
        return "", "low", "condition"
    if post in ("以上", "及以上", "以下", "及以下") and not pre and re.match(r"的|[^，。；]{0,12}的(?=[，,])", behind):
        return "", "low", "condition"
    if _MOST.fullmatch(pre):
        return "most", "high", "comparison"
    if _LEAST.fullmatch(pre):
        return "least", "high", "comparison"
    if pre in ("超过", "高于", "多于", "大于", "超出", "少于", "低于", "小于", "不足", ">", "<"):
        return "", "low", "condition"
    timed = DIMENSIONS[unit] is Dimension.DURATION
    if _ADVANCE.search(before[-6:]):
        return "least", "high" if "至少" in before[-6:] else "medium", "in-advance"
    if post in ("以内", "之内", "及以内", "内", "为限", "以下", "及以下"):
        return "most", "high" if timed or post != "内" else "medium", "within"
    if post in ("以上", "及以上"):
        return "least", "high", "at-least"
    if post in ("前", "以前", "之前", "后", "之后", "以后"):
        return "", "low", "condition"
    if pre in ("达到", "达"):
        return "least", "medium", "reach"
    if match["n1"]:
        return "between", "medium", "range"
    if timed and _KEEPING.search(before[-12:]):
        return "least", "medium", "kept-for"
    if timed and _LIMITED.search(before):
        return "most", "medium", "limit"
    if match["per"] or _per(near(text, match.start()), match):
        return "exactly", "medium", "each"
    return "", "low", "bare"


def _printed(value: str) -> str | None:
    """How a value prints; None where it is none."""
    try:
        ends = comparison(value)
    except Unreadable:
        return None
    return value_words(Bound(("",), ends.low, ends.high, ends.low_open, ends.high_open, place=Place("", 1, 1)))
