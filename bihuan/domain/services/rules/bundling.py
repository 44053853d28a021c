"""一事联办: materials of all parts, each once; which tasks may begin; who may do what. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.domain.services.choices import MatterState as M
from bihuan.domain.services.choices import Necessity
from bihuan.domain.services.choices import TaskState as T
from bihuan.domain.services.rules.content import MaterialContent
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

WORKERS = (Role.HANDLER, Role.SECTION_HEAD, Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD)


@dataclass(frozen=True, slots=True)
class Needed:
    """One material of a bundle, whatever the number of parts that need it. `held_by`: fetched for all as soon as one part knows where."""

    name: str
    held_by: str
    parts: tuple[int, ...]


def union_of(materials: Mapping[int, Iterable[MaterialContent]]) -> list[Needed]:
    """Each material once, in the order in which the parts name it. Conditional ones are the parts' own affair."""
    parts: dict[str, list[int]] = {}
    held: dict[str, str] = {}
    for place, wanted in materials.items():
        for material in wanted:
            if material.necessity == Necessity.CONDITIONAL:
                continue
            name = "".join(material.name.split())
            if place not in parts.setdefault(name, []):
                parts[name].append(place)
            held[name] = held.get(name) or material.held_by
    return [Needed(name, held[name], tuple(places)) for name, places in parts.items()]


def ready(after: Mapping[int, Sequence[int]], done: Iterable[int]) -> frozenset[int]:
    """The parts that may begin: all that must come before is done."""
    finished = frozenset(done)
    return frozenset(p for p, before in after.items() if p not in finished and finished.issuperset(before))


def behind(after: Mapping[int, Sequence[int]], place: int) -> frozenset[int]:
    """Everything that waits, directly or not, for one part."""
    found: set[int] = set()
    waiting = [place]
    while waiting:
        one = waiting.pop()
        new = {p for p, before in after.items() if one in before} - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


def is_circular(after: Mapping[int, Sequence[int]]) -> bool:
    """Whether some part would wait for itself, or for one that does not exist."""
    done: set[int] = set()
    while new := ready(after, done):
        done |= new
    return done != set(after)


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """A matter as the rules see it. `window`: the 综合窗口 and all above it; `missing`: how many papers are not there; `asked_more`: the
    applicant was told once what is missing."""

    id: int
    state: str
    window: frozenset[int]
    missing: int = 0
    asked_more: bool = False


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task as the rules see it. `office`: whose it is and all above; a partner is asked (商请), and the one window may write down
    what it answered: then `office` holds the window too."""

    state: str
    office: frozenset[int]


def may_accept(facts: MatterFacts, actor: Actor) -> Refusal | None:
    """受理: at the one window, when every paper is there."""
    return first(
        at_window(facts, actor),
        _in(facts, M.SUBMITTED),
        WrongState(
            "papers_missing", f"还有 {facts.missing} 份材料没有收到。", "请先收材料，或一次告知要补什么。"
        )
        if facts.missing
        else None,
    )


def may_reject(facts: MatterFacts, actor: Actor) -> Refusal | None:
    """不予受理: with the reason and the way that remains."""
    return first(at_window(facts, actor), _in(facts, M.SUBMITTED, M.INCOMPLETE))


def may_ask_more(facts: MatterFacts, actor: Actor) -> Refusal | None:
    """一次告知: once, all that is missing; who was sent home for one paper is not sent home for the next."""
    return first(
        at_window(facts, actor),
        _in(facts, M.SUBMITTED),
        WrongState(
            "asked_more_already",
            "要补的材料已经一次告知过，不能再要别的。",
            "材料齐了就受理；确实不能受理的，请“不予受理”，写明理由。",
        )
        if facts.asked_more
        else None,
    )


def may_receive_papers(facts: MatterFacts, actor: Actor) -> Refusal | None:
    """收材料: at the window, before it is accepted."""
    return first(at_window(facts, actor), _in(facts, M.SUBMITTED, M.INCOMPLETE))


def may_withdraw(facts: MatterFacts, actor: Actor) -> Refusal | None:
    """撤回: by the applicant, or at the window on their word, until it has ended."""
    own = actor.kind is ActorKind.RECEIPT and actor.subject == f"matter:{facts.id}"
    return first(None if own else at_window(facts, actor), _in(facts, M.SUBMITTED, M.INCOMPLETE, M.RUNNING))


def may_do_task(facts: TaskFacts, actor: Actor) -> Refusal | None:
    """办: by the office whose task it is, when it is open. A partner's answer is written down by whoever stands for it."""
    if not any(f"office:{pk}" in actor.keys for pk in facts.office):
        return NotAllowed("not_your_task", "这一项由别的单位办。", "请联系负责的单位。")
    state = (
        None
        if facts.state == T.OPEN
        else WrongState("wrong_state", f"这一项现在是“{T(facts.state).label}”。", "轮到时才能办。")
    )
    return first(is_a_person(actor), _working(actor), state)


def at_window(facts: MatterFacts, actor: Actor) -> Refusal | None:
    if not any(f"office:{pk}" in actor.keys for pk in facts.window):
        return NotAllowed("not_your_window", "这一件由综合窗口收。", "请联系综合窗口。")
    return first(is_a_person(actor), _working(actor))


def _working(actor: Actor) -> Refusal | None:
    if actor.has(*WORKERS):
        return None
    return NotAllowed("not_your_role", "您的岗位没有这一步的职责。", "请交给窗口或承办的同事。")


def _in(facts: MatterFacts, *states: M) -> Refusal | None:
    if facts.state in states:
        return None
    wanted = "、".join(state.label for state in states)
    return WrongState(
        "wrong_state", f"这一件现在是“{M(facts.state).label}”。", f"只有“{wanted}”时才能这样办。"
    )
