"""Every list of states in the house, and the refusal that names them."""

from dataclasses import dataclass

import pytest

from bihuan.domain.remedies.choices import OrderState
from bihuan.kernel.rooms import import_from_rooms
from bihuan.kernel.states import StateCodes, in_states


def lists_of_states() -> list[type[StateCodes]]:
    import_from_rooms("choices")
    return StateCodes.__subclasses__()


@dataclass(frozen=True)
class Facts:
    state: str


@pytest.mark.parametrize("states", lists_of_states(), ids=lambda states: states.__qualname__)
def test_a_state_says_whose_turn_it_is_and_leaves_the_colours_of_deadlines_alone(
    states: type[StateCodes],
) -> None:
    assert {state.colour for state in states} <= {"purple", "blue", "teal", "grey"}
    assert all(state == state.value == states(state.value) for state in states)


def test_a_state_is_a_stored_word_with_a_label_and_a_colour() -> None:
    trial = OrderState("TRIAL")
    assert (trial, trial.label, trial.colour) == ("TRIAL", "试运行", "blue")


def test_a_step_of_other_states_is_refused_by_their_names() -> None:
    assert in_states(Facts("TRIAL"), OrderState.RECTIFYING, OrderState.TRIAL) is None
    refusal = in_states(Facts("VERIFIED"), OrderState.RECTIFYING, OrderState.TRIAL)
    assert refusal is not None
    assert refusal.status == 409
    assert "已核验" in refusal.sentence
    assert "整改中、试运行" in refusal.help
