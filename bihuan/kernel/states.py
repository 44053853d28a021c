"""Where a thing stands: what every room's states have, and the refusal that a step belongs to others of them."""

from collections.abc import Callable
from typing import Protocol, Self

from bihuan.kernel.choices import Codes
from bihuan.kernel.refusals import Refusal, WrongState


class StateCodes(Codes):
    """Base of every list of states: `OPEN = "OPEN", "blue", "待办"`. The colour, in which every face shows it, says whose turn it is:
    the office (purple), the unit or person (blue), somebody outside (teal), nobody any more (grey). Red, amber and green belong to deadlines.
    """

    colour: str

    def __new__(cls, code: str, colour: str = "grey") -> Self:
        state = str.__new__(cls, code)
        state._value_ = code
        state.colour = colour
        return state


class HasState(Protocol):
    """What the facts of every verb have."""

    @property
    def state(self) -> str: ...


def in_states(facts: HasState, *states: Codes) -> Refusal | None:
    """The verb belongs to these states only."""
    if facts.state in states:
        return None
    now = type(states[0])(facts.state).label
    wanted = "、".join(state.label for state in states)
    return WrongState(
        "wrong_state", f"这一项现在是“{now}”。", f"只有“{wanted}”时才能这样办。", state=facts.state
    )


class Moves(Protocol):
    """A thing whose states are a table of transitions."""

    state: str


def move(thing: Moves, to: Codes, is_transition: Callable[[str, str], bool]) -> None:
    """A transition that is not in the table does not happen. The caller saves."""
    if not is_transition(thing.state, to):
        raise WrongState(
            "no_such_transition",
            f"不能从“{type(to)(thing.state).label}”变为“{to.label}”。",
            "请刷新页面，看看现在能办什么。",
        )
    thing.state = to
