"""Strong Kleene logic, over all its truth values."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from criteria.logic import Truth, agreement, all_of, any_of

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

AND = {
    (F, F): F, (F, U): F, (F, T): F,
    (U, F): F, (U, U): U, (U, T): U,
    (T, F): F, (T, U): U, (T, T): T,
}  # fmt: skip

OR = {
    (F, F): F, (F, U): U, (F, T): T,
    (U, F): U, (U, U): U, (U, T): T,
    (T, F): T, (T, U): T, (T, T): T,
}  # fmt: skip


@pytest.mark.parametrize("pair", list(AND), ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def test_conjunction(pair: tuple[Truth, Truth]) -> None:
    assert all_of(pair) is AND[pair]


@pytest.mark.parametrize("pair", list(OR), ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def test_disjunction(pair: tuple[Truth, Truth]) -> None:
    assert any_of(pair) is OR[pair]


@pytest.mark.parametrize(("truth", "opposite"), [(F, T), (U, U), (T, F)])
def test_negation(truth: Truth, opposite: Truth) -> None:
    assert ~truth is opposite


@pytest.mark.parametrize("pair", list(AND), ids=lambda pair: f"{pair[0].name}-{pair[1].name}")
def test_de_morgan(pair: tuple[Truth, Truth]) -> None:
    assert ~all_of(pair) is any_of(~truth for truth in pair)


@pytest.mark.parametrize("triple", list(product(Truth, repeat=3)))
def test_the_order_of_the_parts_does_not_matter(triple: tuple[Truth, ...]) -> None:
    for other in permutations(triple):
        assert (all_of(other), any_of(other)) == (all_of(triple), any_of(triple))


@pytest.mark.parametrize("triple", list(product(Truth, repeat=3)))
def test_learning_what_was_unknown_never_changes_what_was_decided(
    triple: tuple[Truth, ...],
) -> None:
    for combine in (all_of, any_of):
        before = combine(triple)
        for learnt in (F, T):
            after = combine(learnt if truth is U else truth for truth in triple)
            assert before is U or after is before


def test_no_part_at_all() -> None:
    assert (all_of([]), any_of([]), agreement([])) == (T, F, U)


@pytest.mark.parametrize(
    ("parts", "shared"), [((T, T), T), ((F, F), F), ((T, F), U), ((T, U), U), ((U, U), U)]
)
def test_agreement(parts: tuple[Truth, ...], shared: Truth) -> None:
    assert agreement(parts) is shared


@pytest.mark.parametrize(("value", "truth"), [(True, T), (False, F), (None, U)])
def test_from_a_boolean(value: bool | None, truth: Truth) -> None:
    assert Truth.of(value) is truth


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_is_not_a_boolean(truth: Truth) -> None:
    with pytest.raises(TypeError, match="no boolean value"):
        bool(truth)
