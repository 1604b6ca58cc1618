"""A small policy with what the shipped one has none of: an outdated document, rules that are too loose, waivers that end soon."""

from __future__ import annotations

from small_site import ORGANIZATION, document, files, procedure, release, rules

RESPONSE = "{ id: response, title: 响应时间, text: '来电应{{ 响应时间 }}接听。', must: { 响应时间: 不超过 60 秒 }, implement: all }"
SPOT = "{ id: spot, title: 抽查, text: '应{{ 抽查 }}。', must: { 抽查: 不少于 2 次/月 }, implement: all }"
PLACES = ("desk: { title: 热线部 }", "desk: { title: 热线部 }, lab: { title: 研究部 }, far: { title: 海外部 }")


def _answers(id: str, figure: str, spot: str, **more: str) -> str:
    return rules(
        id,
        f"{{ id: {id}-response, title: 接听, text: '应{{{{ 响应时间 }}}}。', implements: response,"
        f" must: {{ 响应时间: {figure} }} }}",
        f"{{ id: {id}-spot, title: 抽查, text: '应{{{{ 抽查 }}}}。', implements: spot, must: {{ 抽查: {spot} }} }}",
        department=id,
        **more,
    )


def troubled() -> dict[str, bytes]:
    """The files of that policy: `shop` is outdated, `far` has waivers, `lab` is too loose, `team` stands below `desk`."""
    old = procedure(RESPONSE, SPOT)
    new = procedure(
        RESPONSE.replace("60 秒", "45 秒"),
        SPOT,
        version="2.0",
        effective="2026-02-01",
        head="changes: { summary: 响应加快。 }\n",
    )
    later = {"basis": "2.0", "effective": "2026-02-02"}
    below = [
        _answers("shop", "不超过 60 秒", "不少于 3 次/月", effective="2026-01-10"),
        _answers("desk", "不超过 30 秒", "不少于 4 次/月", **later),
        _answers("lab", "不超过 80 秒", "不少于 2 次/月", **later),
        _answers("far", "不超过 90 秒", "不少于 1 次/月", **later),
        document("team", "{ id: kind, text: 先问好。 }", head="implements: desk@1.0\n", effective="2026-02-03"),
    ]
    waivers = "waivers:\n" + "".join(
        f"- {{ clause: far/far-{clause}, from: main/{clause}, because: 时差所致。, approved_by: 总部,"
        f" approved_on: 2026-02-01, until: {until} }}\n"
        for clause, until in (("response", "2026-12-05"), ("spot", "2028-11-30"))
    )
    made = files(new, *below, waivers=waivers, organization=ORGANIZATION.replace(*PLACES))
    for text in (old, new, *below):
        made |= release(text)
    return made
