"""研判: accept with a judgement; correct it later."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe_office
from bihuan.domain.cases.actions.steps import add_hand, lock_case, record_step
from bihuan.domain.cases.choices import Difficulty, Level, RequestType, State, Step, Urgency
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.triage import may_accept, may_reclassify
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import choice, flag, line, pick


def accept_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    request_type: Annotated[RequestType | None, choice("诉求类型")] = None,
    urgency: Annotated[Urgency | None, choice("紧急程度")] = None,
    difficulty: Annotated[Difficulty | None, choice("难易")] = None,
    category: Annotated[str, line("类别", "如:城乡建设/安全生产/安全隐患")] = "",
    region: Annotated[Region | None, pick("地区", "region")] = None,
    respondent: Annotated[Office | None, pick("被反映单位", "office")] = None,
    about_conduct: Annotated[bool, flag("反映作风或行为", "勾选后不会派给被反映的单位,由上一级办理")] = False,
) -> Case:
    """受理: the case is ours to handle; from now on the office owes its dispatch."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_accept(facts_of(case, by), by))
        judged = _judge(
            case,
            request_type=request_type,
            urgency=urgency,
            difficulty=difficulty,
            category=category,
            region=region,
            respondent=respondent,
            about_conduct=about_conduct or None,
        )
        case.accepted_at = at
        add_hand(case, Step.ACCEPTED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="accept")
        owe_office(case, "dispatch", role=Role.OFFICE, at=at)
        record_step(case, "accept", by=by, at=at, to=State.ACCEPTED, data=judged)
        return case


def reclassify_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    urgency: Annotated[Urgency | None, choice("紧急程度")] = None,
    difficulty: Annotated[Difficulty | None, choice("难易")] = None,
    level: Annotated[Level | None, choice("层级")] = None,
    category: Annotated[str, line("类别")] = "",
) -> Case:
    """改判: correct or raise what was judged. The promise to the reporter does not move."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_reclassify(facts_of(case, by), by))
        judged = _judge(case, urgency=urgency, difficulty=difficulty, level=level, category=category)
        record_step(case, "reclassify", by=by, at=at, data=judged)
        return case


def _judge(case: Case, **judged: object) -> dict[str, object]:
    """Write what was judged and differs; what the entry says of it: codes only."""
    said: dict[str, object] = {}
    for name, value in judged.items():
        if value in (None, "") or getattr(case, name) == value:
            continue
        setattr(case, name, value)
        said[name] = getattr(value, "code", None) or (value if isinstance(value, bool) else str(value))
    return said
