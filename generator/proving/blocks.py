"""Blocks: conduct variables that no duty joins to the others.

Given s, O(X) is a conjunction of one part for each block, and what one block does is no matter to another:
∃a. O(X)(s,a) is the conjunction of ∃a_B. O_B(X)(s,a_B), and Pull(a) the product of a Pull for each block. So a thing that is
sought in vain is sought in vain in some block already,

    ¬∃a. O(M) ∧ O(D)   =  ⋁_B ¬∃a_B. O_B(M) ∧ O_B(D)
    ∀a′ ∈ Pull(a). ¬O(M) =  ⋁_B ∀a′_B ∈ Pull_B(a). ¬O_B(M)

and a definition holds just when it holds with its inner part confined to some block, the rest of it (the situation is
possible, a follows D, M can be followed with a's guards) being asked of all blocks as before. A block in which D has no
duty shows nothing: what is sought there is M alone, which can be followed in a possible situation, with a's guards too.

For `fixed-changed` and `forbids-permitted` the other blocks of D play a part only where they cannot be followed, by
themselves or with M: that is a self-conflict or a conflict, asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.model import Condition, Vocabulary
from generator.proving.definitions import Block
from generator.proving.duties import Duty, variables


def blocks(duties: Sequence[Duty], vocabulary: Vocabulary, joined: Iterable[Condition] = ()) -> tuple[Block, ...]:
    """The blocks of some duties, in the order of their first variables. The conditions `joined` hold together one more."""
    groups: dict[object, set[object]] = {}
    sets = [[v for c in duty.conditions() for v in variables(c, vocabulary)] for duty in duties]
    sets.append([v for condition in joined for v in variables(condition, vocabulary)])
    for together in sets:
        merged = set[object](together).union(*(groups.get(v, ()) for v in together))
        groups |= dict.fromkeys(merged, merged)
    return tuple(frozenset(block) for block in {id(group): group for group in groups.values()}.values())  # type: ignore[arg-type]
