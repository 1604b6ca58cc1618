"""Rules as plain JSON, for programs that read policy.json."""

from __future__ import annotations

import pytest
from small_policy import FILES, PROCEDURE

from generator.publishing import rules
from generator.reading import read_policy


def condition(written: str):
    """What a `must` says of the small policy's terms, without its words."""
    procedure = PROCEDURE.replace("{ 响应时间: 不超过 60 秒 }", written).replace("{{ 响应时间 }}", "")
    files = FILES | {"policy/hotline/procedure.yaml": procedure}
    reading = read_policy({name: text.encode() for name, text in files.items()})
    (first, *_) = reading.policy.procedures[0].master.document.rules()
    return {key: value for key, value in rules.condition(first.must).items() if key != "words"}


def end(amount: str, written: str, *, open: bool = False):
    return {"amount": amount, "unit": "秒", "written": written, "open": open}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{ 响应时间: 不超过 60 秒 }", {"sum": ["响应时间"], "high": end("60", "60秒")}),
        ('{ 响应时间: "> 1.5 秒" }', {"sum": ["响应时间"], "low": end("3/2", "1.5秒", open=True)}),
        ("{ 渠道: [电话, 邮件] }", {"term": "渠道", "among": "any", "choices": ["电话", "邮件"]}),
        ("{ 抄送对象: 仅限 上级 }", {"term": "抄送对象", "among": "only", "choices": ["上级"]}),
        ("{ 留有记录: no }", {"term": "留有记录", "yes": False}),
        (
            "{ not: { 渠道: 电话 } }",
            {"not": {"term": "渠道", "among": "any", "choices": ["电话"]}},
        ),
        (
            "{ any: [{ 渠道: 电话 }, { 留有记录: yes }] }",
            {"any": [{"term": "渠道", "among": "any", "choices": ["电话"]}, {"term": "留有记录", "yes": True}]},
        ),
    ],
)
def test_a_condition(written, said):
    assert condition(written) == said


def test_a_rule_has_the_keys_of_the_format_and_says_its_conditions_in_words():
    reading = read_policy({name: text.encode() for name, text in FILES.items()})
    *_, last = reading.policy.procedures[0].master.document.rules()
    said = rules.rule(last)
    assert list(said) == ["clause", "index", "when", "must", "must_not"]
    assert said["when"]["words"] == "时段为夜间"
    assert [each["words"] for each in said["must_not"]] == ["抄送对象仅限上级"]
