"""Whatever the bytes, reading and checking end in findings, never in an exception."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILE, HEAD, ORGANIZATION, TERMS

from generator.project import findings_of
from generator.reading import read_policy

TODAY = date(2026, 11, 24)
WHOLE = (
    HEAD
    + """\
  - id: response
    title: 响应
    text: 响应{{ 响应 }}，见{{ ref("other") }}。
    when: { 时段: 夜间 }
    must: { 响应: 不超过 60 秒, any: [{ 渠道: 邮件 }, { 留痕: 是 }] }
    latitude: range
    range: { 响应: 30..90 秒 }
    table: { columns: [甲], rows: [[乙], { cells: ["{{ 响应 }}"], must: { 响应: 不超过 50 秒 } }] }
  - { id: other, text: 甲。, rules: [{ when: { 时段: 夜间 }, must: { 抄送: 仅限 上级 } }] }
forms:
- { id: f, number: F, title: 表, columns: [甲] }
"""
)
PIECES = [
    b"{", b"}", b"[", b"]", b": ", b"- ", b"\n", b"  ", b"\t", b"&a ", b"*a", b"!!python/object ", b"| ", b"> ", b"'", b'"', b"#",
    b"{{ ", b" }}", b"\xff", b"\xe2\x80\xae", b"\x00", b"---\n", b"...\n", "：".encode(), b"0", b"-1", b"9" * 30, b"..",
    b"must: ", b"not: ", b"any: ", b"range: ", b"null", b"2026-02-30", "不超过 ".encode(), b"1e999", b"%", b"@1.0", b"implements: ",
]  # fmt: skip


def check(files: dict[str, bytes]) -> None:
    findings_of(read_policy(files), TODAY)


def policy(data: bytes, name: str = FILE) -> dict[str, bytes]:
    files = {
        "policy/organization.yaml": ORGANIZATION.encode(),
        "policy/p/terms.yaml": TERMS.encode(),
        FILE: WHOLE.encode(),
    }
    return {**files, name: data}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all(data):
    check(policy(data))


@pytest.mark.parametrize("name", [FILE, "policy/p/terms.yaml", "policy/organization.yaml"])
@pytest.mark.parametrize("seed", range(60))
def test_a_policy_with_pieces_put_in_taken_out_and_doubled(name, seed):
    dice = random.Random(seed)
    data = {FILE: WHOLE, "policy/p/terms.yaml": TERMS, "policy/organization.yaml": ORGANIZATION}[name].encode()
    for _ in range(dice.randint(1, 6)):
        at, to = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
        to = min(to, at + 20)
        kind = dice.random()
        if kind < 0.5:
            data = data[:at] + dice.choice(PIECES) + data[at:]
        elif kind < 0.8:
            data = data[:at] + data[to:]
        else:
            data = data[:at] + data[at:to] * 2 + data[to:]
    check(policy(data, name))


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 5_000,
        b"{a: " * 5_000,
        b"- " * 5_000,
        ("not: { " * 300).encode(),
        (HEAD + "  - { id: a, text: " + "甲" * 300_000 + " }\n").encode(),
        b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
        "id: p\n".encode("utf-16"),
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        b"",
        b"null\n",
        b"- just\n- a list\n",
    ],
    ids=["brackets", "braces", "dashes", "nots", "long", "bomb", "utf-16", "bom", "crlf", "empty", "null", "list"],
)
def test_depth_length_and_encodings(data):
    check(policy(data))


def test_line_ends_and_a_byte_order_mark_change_nothing():
    for data in (b"\xef\xbb\xbf" + WHOLE.encode(), WHOLE.replace("\n", "\r\n").encode()):
        assert read_policy(policy(data)).policy.procedures == read_policy(policy(WHOLE.encode())).policy.procedures
