"""What words mean: labels in front of paragraphs, figures, duties, covers, ids, likeness; each a table."""

from __future__ import annotations

import pytest
import yaml

from generator.importing.duties import duties
from generator.importing.fields import day, pairs, version
from generator.importing.figures import figures
from generator.importing.ids import Ids, english, kept
from generator.importing.labels import typed
from generator.importing.likeness import Above, Likeness
from generator.importing.naming import measured, situation
from generator.importing.scalars import block, inside, scalar


@pytest.mark.parametrize(
    ("text", "scheme", "value", "rest"),
    [
        ("一、总则", "一、", 1, "总则"),
        ("十二．附则", "一、", 12, "附则"),
        ("（一）目的", "（一）", 1, "目的"),
        ("(二) 目的", "（一）", 2, "目的"),
        ("1.目的", "1.", 1, "目的"),
        ("１．目的", "1.", 1, "目的"),
        ("3、目的", "1、", 3, "目的"),
        ("(4)目的", "（1）", 4, "目的"),
        ("（５）目的", "（1）", 5, "目的"),
        ("⑴目的", "（1）", 1, "目的"),
        ("6）目的", "1）", 6, "目的"),
        ("①目的", "①", 1, "目的"),
        ("㉑目的", "①", 21, "目的"),
        ("第一章　总则", "第X章", 1, "总则"),
        ("第 3 章 总则", "第X章", 3, "总则"),
        ("第二节 申请", "第X节", 2, "申请"),
        ("第十二条　本规定", "第X条", 12, "本规定"),
        ("第 十 三 条　本规定", "第X条", 13, "本规定"),
        ("附录B　分级", "附录", 2, "分级"),
        ("附件3：登记表", "附件", 3, "登记表"),
        ("附表一 登记表", "附件", 1, "登记表"),
        ("4.2 响应", "1.1", 2, "响应"),
        ("4.2.1响应", "1.1.1", 1, "响应"),
        ("5 记录", "1", 5, "记录"),
        ("4.1 日常点检", "1.1", 1, "日常点检"),
        ("a) 口头", "a.", 1, "口头"),
        ("（b）口头", "（a）", 2, "口头"),
        ("Ⅱ、口头", "Ⅰ", 2, "口头"),
        ("• 口头", "•", 0, "口头"),
    ],
)
def test_what_a_paragraph_is_numbered_with(text, scheme, value, rest):
    label = typed(text, plain=True)
    assert label is not None
    assert (scheme, value, rest) == (label.scheme, label.value, text[label.length :])


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月1日起施行",
        "3.5倍以上",
        "1.5 小时内",
        "3 个工作日内",
        "10%以上",
        "3-5次",
        "1:30",
        "第三条第二款规定",
        "第一章程",
        "三个月内",
        "百分之五",
        "一是加强",
        "一、二等奖",
        "24小时",
        "目的",
        "",
        "　",
        "ISO 9001",
        "2.0版",
    ],
)
def test_what_only_looks_like_a_number_stays_text(text):
    assert typed(text, plain=True) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("人工响应时间应不超过60秒。", "不超过 60 秒"),
        ("不得超过６０秒", "不超过 60 秒"),
        ("应在24小时以内答复", "不超过 24 小时"),
        ("会后2个工作日内发出", "不超过 2 个工作日"),
        ("每周发布3-5次", "3..5 次/周"),
        ("发布3至5次/周", "3..5 次/周"),
        ("每季度至少一次", "不少于 1 次/季度"),
        ("每月检查一次", "= 1 次/月"),
        ("至少提前三个工作日", "不少于 3 个工作日"),
        ("不低于百分之九十五", "不低于 95 %"),
        ("满意度达到95%", "不低于 95 %"),
        ("保存期不少于3年", "不少于 3 年"),
        ("录音保存6个月", "不少于 6 个月"),
        ("办理时限为3个工作日", "不超过 3 个工作日"),
        ("金额10万元以上", "不低于 10 万元"),
        ("响应时间≤60 秒", "不超过 60 秒"),
        ("两名以上坐席", "不少于 2 人"),
        ("不超过1小时30分钟", "不超过 1小时30分钟"),
        ("不超过1,000元", "不超过 1000 元"),
        ("白班不少于2人，夜班不少于1人", "不少于 2 人 | 不少于 1 人"),
    ],
)
def test_what_a_figure_bounds(text, found):
    assert found == " | ".join(figure.value for figure in figures(text))


@pytest.mark.parametrize(
    "text",
    [
        "2026年10月1日起施行",
        "二〇二六年",
        "第3条",
        "超过30分钟的，应上报",
        "不超过1000元的，由部门审批",
        "5000元以上5万元以下的，由副总审批",
        "评分80分以上的员工，可评优",
        "一人离席时",
        "8时30分",
        "ISO 9001",
        "共3页",
        "3个月",
        "见图2",
        "1月份",
        "版本1.0",
        "10月底",
    ],
)
def test_figures_that_bound_nothing_are_left_alone(text):
    assert list(figures(text)) == []


@pytest.mark.parametrize(
    ("sentence", "topic", "name"),
    [
        ("来电的人工响应时间应不超过60秒", "热线", "人工响应时间"),
        ("录音的时间不少于6个月", "", "录音时间"),
        ("应抽听录音，数量不少于50份/周", "录音质检", "录音质检数量"),
        ("客服应在24小时内答复客户", "投诉", "客服答复时限"),
        ("重大投诉不得超过24小时", "办结", "重大投诉时限"),
        ("至少3人", "值守", "值守人数"),
        ("评标委员会由5人以上单数组成", "", "评标委员会人数"),
        ("变更必须提前3个工作日申请", "申请", "变更提前量"),
    ],
)
def test_what_a_figure_measures(sentence, topic, name):
    (figure,) = figures(sentence)
    found = measured(sentence[: figure.start], sentence[figure.end :], topic, figure.unit, figure.kind, figure.why)
    assert name == found[0]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("夜间，应答不超过60秒", "夜间"),
        ("遇紧急事项，应在10分钟内报告", "紧急事项"),
        ("涉密文件的，应在1天内归还", "涉密文件"),
        ("在停电的情况下，应在5分钟内启动", "停电"),
        ("单价1000元以上的，应在1天内批准", ""),
        ("对违反本办法的，处500元以下罚款", "违反本办法"),
        ("应在1天内归还", ""),
    ],
)
def test_the_situation_that_a_sentence_begins_with(text, case):
    assert case == situation(text, len(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理人员必须填写登记表。", "must 填写登记表 medium"),
        ("不得询问客户口令，严禁外传资料。", "must_not 询问客户口令 medium | must_not 外传资料 medium"),
        ("市内交通宜乘坐公共交通。", "should 乘坐公共交通 medium"),
        ("部门可向总部申请延期。", "may 向总部申请延期 medium"),
        ("应及时清理邮箱。", "must 及时清理邮箱 low"),
        ("反应迅速，相应调整，适应需求，应用系统。", ""),
        ("应在3天内归还。", ""),
        ("供应商不得少于三家。", "must_not  low"),
        ("应当场登记。", "must 当场登记 medium"),
    ],
)
def test_what_a_modal_word_asks_for(text, found):
    assert found == " | ".join(f"{each.strength} {each.name} {each.sure}" for each in duties(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("密　　级：内部公开", {"classification": "内部公开"}),
        ("编 号：Q/GT-001　版 本：A/1", {"number": "Q/GT-001", "version": "A/1"}),
        ("（编号：A-1　实施日期：2026年1月1日）", {"number": "A-1", "effective": "2026年1月1日"}),
        ("文件编号  Q/GT-001", {"number": "Q/GT-001"}),
        ("版本号 V2.0  密级：秘密", {"version": "V2.0", "classification": "秘密"}),
        ("编制说明", {}),
    ],
)
def test_what_a_line_of_a_cover_says(text, found):
    assert found == {key: value for key, _, value in pairs(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026年9月10日", "2026-09-10"),
        ("二〇二六年九月十日", "2026-09-10"),
        ("２０２６年９月１日", "2026-09-01"),
        ("2026.9.1", "2026-09-01"),
        ("2026-09-10发布", "2026-09-10"),
        ("20260910", "2026-09-10"),
        ("2026/09/31", "None"),
        ("1.2.3", "None"),
        ("", "None"),
    ],
)
def test_a_date_in_any_writing(text, found):
    assert found == str(day(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("V2.0", ("2.0", True)),
        ("1.3版", ("1.3", True)),
        ("A/0", ("1.0", False)),
        ("B/2", ("2.2", False)),
        ("第三版", ("3.0", False)),
        ("第2版", ("2.0", False)),
        ("V1.2.3", ("1.2", False)),
        ("试行", None),
    ],
)
def test_a_version_in_any_writing(text, found):
    assert found == version(text)


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("客户服务热线", "hotline"),
        ("适用范围", "scope"),
        ("职责与权限", "responsibilities"),
        ("信息技术部", "information-technology"),
        ("IT部", "it"),
        ("高频问题分析", ""),
        ("张三", ""),
        ("", ""),
        ("甲" * 100, ""),
    ],
)
def test_a_title_in_english(title, id):
    assert id == english(title)


def test_ids_are_given_once_and_stay_within_the_limit():
    ids = Ids()
    given = [
        ids.free("scope", "clause-1"),
        ids.free("scope", "clause-1"),
        ids.free("scope", "clause-1"),
        ids.free("x" * 80),
        ids.free("x" * 80),
    ]
    assert given == ["scope", "clause-1", "clause-1-2", "x" * 60, "x" * 54 + "-2"]


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        (("hotline-day",), "hotline-day"),
        (("c_hotline_day",), "hotline-day"),
        (("_Toc123", "c_scope"), "scope"),
        (("12345",), ""),
        (("客户",), ""),
        ((), ""),
    ],
)
def test_the_id_that_a_file_keeps(keys, id):
    assert id == kept(keys)


def test_the_likest_clause_above_is_the_one_that_speaks_of_the_same():
    above = [
        Above("response", "一1", "响应时间", "热线来电的人工响应时间不超过60秒。"),
        Above("records", "一2", "记录", "客户的问题应记入系统。"),
        Above("training", "一3", "坐席培训", "定期培训坐席，使其掌握产品知识。"),
    ]
    likeness = Likeness(above)
    found = likeness.best("夜间响应", "夜间来电的人工响应时间不超过45秒。")
    assert found is not None
    assert found[0].target == "response"
    assert 0.5 < found[1] <= 1
    same = likeness.best("记录", "客户的问题应记入系统。")
    assert same is not None
    assert (same[0].target, round(same[1], 6)) == ("records", 1.0)
    other = likeness.best("食堂", "菜品每周更新。")
    assert other is not None
    assert other[1] < 0.1
    assert Likeness([]).best("", "") is None


@pytest.mark.parametrize(
    "text",
    [
        "甲",
        "1.0",
        "2026-01-01",
        "yes",
        "null",
        "甲: 乙",
        "甲 # 乙",
        "- 甲",
        "{{ 甲 }}乙",
        "甲{{ 乙 }}",
        '甲"乙"',
        "'甲'",
        "甲\\乙",
        "*甲",
        "甲：",
        "a:",
        "甲，乙",
        "[甲]",
        "?",
        "!甲",
        "%甲",
        "@甲",
        "`甲`",
        "|",
        ">",
        "甲\t乙",
        "~",
        "0x1",
        "1e3",
        "甲 ",
    ],
)
def test_a_scalar_reads_back_as_it_was(text):
    assert {"a": text} == yaml.load(f"a: {scalar(text)}", Loader=yaml.BaseLoader)
    assert {"a": [text, text]} == yaml.load(f"a: [{inside(text)}, {inside(text)}]", Loader=yaml.BaseLoader)


def test_paragraphs_stand_below_their_key():
    assert yaml.load(f"a:\n  b: {block(chr(10).join(('甲', '', '# 乙: 丙')), '  ')}\n", Loader=yaml.BaseLoader) == {
        "a": {"b": "甲\n\n# 乙: 丙\n"}
    }
