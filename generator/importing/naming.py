"""Names for what rules speak about, from the words around a figure or after a modal word."""

from __future__ import annotations

import re

from generator.importing.draft import Sure
from generator.importing.sentences import sentence
from generator.units import DIMENSIONS, Dimension

MEASURES = (
    "响应时间|接听时间|等待时间|反应时间|工作时间|处理时间|办理时间|完成时间|时间|时限|期限|时长|用时|周期|间隔|工期|有效期|保存期|保管期|保质期|试用期|"
    "频次|频率|次数|数量|数目|人数|份数|条数|字数|台数|样本量|抽查量|提前量|工作量|发布量|存量|比例|比率|占比|"
    "满意度|完整度|覆盖度|准确度|完整率|合格率|完成率|及时率|准确率|满意率|覆盖率|通过率|放弃率|接通率|利用率|[\u4e00-\u9fff]率|"
    "成绩|得分|分数|金额|费用|[\u4e00-\u9fff]费|额度|限额|预算|价格|单价|总价|总额|罚款|补贴|标准|上限|下限|长度|篇幅|规模"
)
_TAIL = re.compile(
    r"(?:应当|应该|应|必须|须|需要|需|务必|一般|原则上|可以|可|宜|建议|通常|均|都|也|则|将|要|能|得|不|至少|最多|最少|控制|保持|维持|达到|"
    r"限制|限定|规定|设定|为|是|在|于|到|由|按|每|次|[：:（(]|[\s　])+$"
)
_MEASURE = re.compile(rf"([\w·]*?)((?:{MEASURES}))$")
_CUT = re.compile(r".*(?:其中|同时|并且|而且|以及|并|且|由|对于|对|把|将|使|经|与|及|后|时|内|的)")
_PARTS = re.compile(r"[，,、；;。：:！？!?（）()“”\"《》\n]")
_EACH = re.compile(r"(?:每个?|各)[\u4e00-\u9fff]{0,2}?(?:周|月|年|日|天|季度|次|班|人)")
_NOT_NAME = re.compile(r"[^\w.]")
VERBS = (
    "首次答复|答复|回复|响应|应答|接听|受理|处理|处置|办结|办理|反馈|上报|报告|报送|报备|提交|完成|发出|发送|整理|归档|登记|录入|记录|审批|审核|"
    "批准|通知|告知|回访|解决|派单|到达|到场|修复|恢复|更新|发布|公示|公告|送达|移交|交接|支付|付款|报销|入库|备案|核实|核对|检查|确认|整改|关闭|"
    "召开|培训|演练|盘点|备份|抽查|抽听|评估|评审|汇总|分析|巡检|保养|校准|清理|复核|销毁|归还|开具|签订|启动|分派|转办|转交|升级|查收|值守|值班|保存|保管|"
    "验收|询价|补办|补交|采购|签收|签署|接收|调查|发货|交付|注销|开通|锁定|更换|接待|安装|调试|维修|清点|退货|退款|换货|赔付|结算|结案|立案|出具|考核"
)
_VERB = re.compile(VERBS)
_BY_KIND = {
    Dimension.DURATION: "时限",
    Dimension.TIMES: "次数",
    Dimension.PEOPLE: "人数",
    Dimension.ITEMS: "条数",
    Dimension.COPIES: "份数",
    Dimension.CHARACTERS: "字数",
    Dimension.MONEY: "金额",
    Dimension.PERCENT: "比例",
}
_MODAL = re.compile(r"应当|应该|应|必须|务必|须|需|宜|可以|可|不得|不能|严禁|不|至少|最多")
LONGEST = 16
_LONGEST_SUBJECT = 8


def name_of(text: str) -> str:
    """A text as a term's name, or empty where it cannot be one."""
    made = _NOT_NAME.sub("", text)
    return made if 2 <= len(made) <= 40 and re.search(r"[^\W\d_]", made) else ""


def measured(before: str, after: str, topic: str, unit: str, kind: str, why: str) -> tuple[str, Sure, str]:
    """(name, how sure, why) of what a figure measures, by the words before and after it and what its clause is about."""
    said = sentence(before, len(before))
    dimension = DIMENSIONS[unit.partition("/")[0]]
    stem = name_of(_TAIL.sub("", topic))[:LONGEST]
    for part in reversed(_PARTS.split(said)[-3:]):
        stripped = _TAIL.sub("", part)
        match = _MEASURE.search(stripped)
        if match and (made := _noun(match[1], match[2])):
            if _MEASURE.fullmatch(made) and made == match[2] and stem and made not in stem:
                return f"{stem}{made}", "medium", "named"  # 数量 alone says nothing
            return made, "high", "named"
    topic = stem
    if topic and _MEASURE.search(topic) and _fits(topic, dimension):
        return topic, "medium", "title"
    suffix = _suffix(dimension, kind, why)
    part = _PARTS.split(said)[-1]
    subject = name_of(_EACH.sub("", _TAIL.sub("", _MODAL.split(part)[0])))
    subject = subject if len(subject) <= _LONGEST_SUBJECT and not re.search(r"\d", subject) else ""
    verbs = [*_VERB.findall(re.split(r"[。；;，,]", after)[0][:12])[:1], *_VERB.findall(part)[-1:]]
    if verbs:
        stem = subject or topic
        return f"{stem}{'' if verbs[0] in stem else verbs[0]}{suffix}", "medium", "verb"
    if subject:
        return f"{subject}{suffix}", "medium", "subject"
    if topic:
        return f"{topic}{suffix}", "medium", "title"
    return "", "low", "nameless"


def _noun(stem: str, measure: str) -> str:
    """`来电的人工响应` + 时间 -> 人工响应时间."""
    stem = _EACH.sub("", stem)
    whole = stem + measure
    cut = _CUT.match(stem)
    short = whole[cut.end() :] if cut else whole
    if len(short) < 3 and cut:  # 录音的时间: 录音时间
        noun = re.split(r"其中|同时|并|且|由|对|把|将|使|经", stem)[-1]
        short = noun.replace("的", "") + measure
    return name_of(short[-LONGEST:])


def _fits(topic: str, dimension: Dimension) -> bool:
    timed = re.search(r"时间|时限|期限|时长|用时|周期|间隔|期$|提前量", topic) is not None
    if dimension is Dimension.DURATION:
        return timed
    rated = re.search(r"率|比例|占比|度|成绩|得分", topic) is not None
    return not timed and (dimension is Dimension.PERCENT) == rated


def _suffix(dimension: Dimension, kind: str, why: str) -> str:
    if dimension is Dimension.DURATION:
        if why == "in-advance":
            return "提前量"
        if why == "kept-for":
            return "期限"
        return "时长" if kind == "least" else "时限"
    return _BY_KIND[dimension]


def situation(text: str, at: int) -> str:
    """The situation that the sentence of a place begins with (`夜间，…`, `遇紧急事项，…`, `涉密文件的，…`), or nothing."""
    for part in sentence(text, at).split("，")[:-1]:
        for pattern in _SITUATIONS:
            if match := pattern.fullmatch(part.strip()):
                made = name_of(match[1])
                if 2 <= len(made) <= LONGEST and not re.search(r"\d", made):
                    return made
    return ""


def is_conditional(text: str, at: int) -> bool:
    """Whether the sentence of a place speaks of a case only, by whatever words."""
    parts = sentence(text, at).split("，")[:-1]
    return any(
        re.search(r"的$|(?<!小)时$|如|若|遇|情况|情形|除|外$|期间|紧急|特殊|夜间|节假日|工作时间|非", part)
        for part in parts
    )


_SITUATIONS = (
    re.compile(r"(?:如果|如遇|如|若|遇有|遇到|遇|当|发生|出现)(?:有)?(\S{2,16}?)(?:的)?(?:时候|时|情况|情形)?"),
    re.compile(r"在?(\S{2,16}?)(?:的)?(?:情况下|情形下|条件下|期间)"),
    re.compile(r"(?:对于|对|属于|属|凡)(\S{2,16}?)的?"),
    re.compile(r"(\S{2,12})的"),
    re.compile(
        r"((?:\S{0,6})(?:夜间|节假日|工作时间|工作日|周末|休息日|假期|非工作时间|高峰期|淡季|旺季))(?:内|里|间)?"
    ),
)
