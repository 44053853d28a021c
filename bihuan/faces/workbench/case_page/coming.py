"""What comes next: what is owed, and the verb that this reader most likely wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.cases.choices import (
    State,
)
from bihuan.domain.cases.owed import owed
from bihuan.faces.workbench.names import holder_names
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import Verb


@dataclass(frozen=True, slots=True)
class OwedShown:
    """One open duty on the case."""

    duty: Duty
    label: str
    holder: str


# What usually comes next in a state; the first of them that is allowed is the page's main button.
NEXT: Mapping[str, tuple[str, ...]] = {
    State.REGISTERED: ("accept",),
    State.ACCEPTED: ("dispatch",),
    State.DISPATCHED: ("acknowledge",),
    State.HANDLING: ("acknowledge", "complete", "subdispatch", "endorse", "approve"),
    State.COMPLETED: ("strike_off", "accept_promise"),
    State.STRUCK_OFF: ("follow_up",),
    State.DISSATISFIED: ("new_round",),
}


def likely_first(
    answers: Sequence[tuple[Verb, Refusal | None]], state: str, owed_here: str
) -> tuple[str, list[tuple[Verb, Refusal | None]]]:
    """The main verb, and the answers with it in front."""
    allowed = {verb.code for verb, refusal in answers if refusal is None}
    main = next((code for code in (owed_here, *NEXT.get(state, ())) if code in allowed), "none")
    return main, sorted(answers, key=lambda answer: answer[0].code != main)


def owed_here(open_: Iterable[Duty], actor: Actor) -> str:
    """The verb of what this actor owes here, the most urgent first."""
    mine = [duty for duty in open_ if duty.holder in actor.keys and (not duty.role or actor.has(duty.role))]
    mine.sort(key=lambda duty: (duty.verb == "handle", duty.due_at is None, duty.due_at or duty.started_at))
    return next((verb for duty in mine if (verb := owed(duty.verb).verb)), "")


def owes_of(open_: Sequence[Duty]) -> list[OwedShown]:
    names = holder_names(duty.holder for duty in open_)
    rows = sorted(open_, key=lambda duty: (duty.due_at is None, duty.due_at or duty.started_at))
    return [OwedShown(duty, owed(duty.verb).label, names.get(duty.holder, "")) for duty in rows]
