"""What a document in between recommends binds nobody for z3, too, unless recommendations are asked about."""

from __future__ import annotations

import random

import plain_policies
import pytest
from plain_policies import rule
from policies import TERMS, documents
from questions import disputed

from generator.proving.claims import Reported
from generator.reasoning import Key, contradictions

# A team that needs 100 seconds for both cannot do with 60 and 20; the department's 90 and 20 would be enough.
TEAM = "must: { 响应 + 确认: 不少于 100 秒 }"
SECONDS = TERMS + "  确认: { unit: 秒 }\n"
ABOVE = "must: { 确认: 不超过 20 秒 }"
LATITUDES = ("", ", latitude: free", ", latitude: fixed")


def report(above: list[str], between: list[str], team: list[str], *, terms: str = SECONDS) -> Reported:
    """What the engine reports of t, which implements d, which implements m."""
    made = documents(terms, {"m": (None, above), "d": ("m", between), "t": ("d", team)})
    named: frozenset[Key] = frozenset()
    for name in ("m", "d"):
        upper = next(each for each in made.working if each.document.id == name)
        found = contradictions(upper, made.above(upper), named)
        named |= {member.key for each in found for member in each.members if member.edition.key == upper.key}
    edition = next(each for each in made.working if each.document.id == "t")
    over = made.above(edition)
    return Reported(edition, over, contradictions(edition, over, named), named)


@pytest.mark.parametrize("strength", ["must", "should"])
def test_only_what_a_document_in_between_demands_makes_a_default_give_way(strength):
    default = "must: { 响应: 不超过 60 秒 }, latitude: free"
    reported = report([default, ABOVE], [f"{strength}: {{ 响应: 不超过 90 秒 }}"], [TEAM])
    assert [each.name for each in reported.found] == ([] if strength == "must" else ["conflict"])
    assert disputed(reported) == []


def test_where_recommendations_are_asked_about_one_in_between_makes_a_default_give_way():
    default = "should: { 响应: 不超过 60 秒 }, latitude: free"
    reported = report([default, ABOVE], ["should: { 响应: 不超过 90 秒 }"], [TEAM])
    assert [each.name for each in reported.found] == []
    assert disputed(reported) == []
    # Without it the default stands, and the team departs from it.
    reported = report([default, ABOVE], [], [TEAM])
    assert [each.name for each in reported.found] == ["departs-from-should"]
    assert disputed(reported) == []


@pytest.mark.parametrize("strength", ["must", "should"])
def test_only_what_a_document_in_between_demands_makes_a_range_bind(strength):
    ranged = "must: { 响应: 不超过 60 秒 }, latitude: range, range: { 响应: 30..80 秒 }"
    reported = report([ranged, ABOVE], [f"{strength}: {{ 响应: 不少于 40 秒 }}"], [TEAM])
    assert [each.name for each in reported.found] == (["conflict"] if strength == "should" else [])
    assert disputed(reported) == []


@pytest.mark.parametrize("seed", range(2))
def test_of_random_policies_of_three_levels(seed):
    dice = random.Random(seed)
    for _ in range(10):
        above, between = (
            [rule(dice, may=True) + dice.choice(LATITUDES) for _ in range(dice.randint(1, 3))] for _ in range(2)
        )
        team = [rule(dice, may=True) for _ in range(dice.randint(1, 2))]
        assert disputed(report(above, between, team, terms=plain_policies.TERMS)) == [], (above, between, team)
