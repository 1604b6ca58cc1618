"""A definition put to demands: group by group, on every order that uncertain conversions leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Vocabulary
from generator.reasoning.components import components
from generator.reasoning.definitions import Definition, Question, fixed_changed
from generator.reasoning.formulas import Demand
from generator.reasoning.logic.constraints import Model
from generator.reasoning.logic.effort import Effort
from generator.reasoning.logic.quantifiers import Exists
from generator.reasoning.memory import Memory
from generator.reasoning.settings import Setting, settings


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered with yes, and what shows it. `search` can be asked for more of the same."""

    setting: Setting
    question: Question
    search: Exists
    model: Model


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, and whether it holds whatever uncertain conversions turn out to be; the demands that were asked about."""

    answer: Answer
    certain: bool
    group: Sequence[Demand]


def answered(definition: Definition, setting: Setting, effort: Effort) -> Answer | None:
    """Whether a definition holds, and of what. Raises `TooMuchWork`."""
    for question in definition(setting):
        search = Exists(question.given, question.never, question.others, setting.domain, Effort(of=effort))
        if (model := search.find()) is not None:
            return Answer(setting, question, search, model)
    return None


def decided(definition: Definition, group: Sequence[Demand], vocabulary: Vocabulary, effort: Effort) -> Verdict | None:
    """The verdict on demands taken together. Raises `TooMuchWork`."""
    found: Answer | None = None
    certain = True
    for setting in settings(group, vocabulary):
        answer = answered(definition, setting, effort)
        found = found or answer
        certain = certain and answer is not None
        if found and not certain:
            break
    return Verdict(found, certain, group) if found else None


def verdicts(
    definition: Definition, demands: Sequence[Demand], vocabulary: Vocabulary, memory: Memory
) -> Iterator[Verdict]:
    """For each group of demands in which a definition holds, its verdict. Raises `TooMuchWork`."""
    # What is stricter than a fixed clause changes it, too, so nothing is left out as harmless.
    for group in components(demands, vocabulary, memory, whole=definition is fixed_changed):
        if (found := decided(definition, group, vocabulary, memory.effort)) is not None:
            yield found
