"""里程碑: reached in order; titles and awards may come more than once."""

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.liaison.choices import Stage
from bihuan.domain.liaison.rules.common import is_steward, of_the_office
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

ORDER = list(Stage)
REPEATED = frozenset({Stage.TITLES, Stage.AWARDS})
KEEPERS = (Role.OFFICE, Role.STEWARD)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    office: int
    steward: int | None
    running: bool


def may_open(actor: Actor) -> Refusal | None:
    return first(is_a_person(actor), with_role(actor, *KEEPERS))


def may_reach(facts: ProjectFacts, actor: Actor) -> Refusal | None:
    """The firm's steward or the office writes down what was reached."""
    return first(_running(facts), _keeps(facts, actor))


def may_close(facts: ProjectFacts, actor: Actor) -> Refusal | None:
    return first(_running(facts), of_the_office(facts.office, actor))


def may_be_next(stage: Stage, reached: Iterable[str]) -> Refusal | None:
    """Landed, built, in production, above-scale, titles, awards: none before the one before it; the first four once."""
    done = {Stage(code) for code in reached}
    if stage in done and stage not in REPEATED:
        return WrongState("reached_already", f"“{stage.label}”已经登记过。")
    missing = [before.label for before in ORDER[: min(ORDER.index(stage), 4)] if before not in done]
    if missing:
        return WrongState("stage_missing", f"还没有登记“{'、'.join(missing)}”。", "请按先后顺序登记。")
    return None


def _running(facts: ProjectFacts) -> Refusal | None:
    return None if facts.running else WrongState("project_closed", "这个项目已经结束。")


def _keeps(facts: ProjectFacts, actor: Actor) -> Refusal | None:
    if is_steward(actor, facts.steward) or of_the_office(facts.office, actor) is None:
        return None
    return NotAllowed("not_the_steward", "项目进展由店小二或双优化办登记。", "请联系这家企业的店小二。")
