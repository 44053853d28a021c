"""研判: accept with a judgement; correct it later."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe_office
from bihuan.domain.cases.actions.levels import take_over
from bihuan.domain.cases.actions.steps import add_hand, lock_case, record_step
from bihuan.domain.cases.choices import Difficulty, RequestType, State, Step, Urgency
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import is_of_area, nobody_is_above, one_above
from bihuan.domain.cases.rules.hands import goes_up
from bihuan.domain.cases.rules.triage import may_accept, may_reclassify
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import choice, flag, pick


def accept_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    request_type: Annotated[RequestType | None, choice("诉求类型")] = None,
    urgency: Annotated[Urgency | None, choice("紧急程度")] = None,
    difficulty: Annotated[Difficulty | None, choice("难易")] = None,
    category: Annotated[str, pick("类别", "category", "如：城乡建设/安全生产/安全隐患")] = "",
    region: Annotated[Region | None, pick("地区", "region")] = None,
    respondent: Annotated[Office | None, pick("被反映单位", "office")] = None,
    respondent_person: Annotated[Person | None, pick("被反映人", "person")] = None,
    about_conduct: Annotated[
        bool, flag("反映作风或行为", "勾选后不会派给被反映的单位，由上一级办理")
    ] = False,
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
            respondent_person=respondent_person,
            about_conduct=about_conduct or None,
        )
        case.accepted_at = at
        add_hand(case, Step.ACCEPTED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="accept")
        _keep_from_the_complained_of(case, at=at)
        _call_the_urgent(case, at=at)
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
    category: Annotated[str, pick("类别", "category")] = "",
) -> Case:
    """改判: correct or raise what was judged (the level is raised by 提级). The promise to the reporter does not move."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_reclassify(facts_of(case, by), by))
        judged = _judge(case, urgency=urgency, difficulty=difficulty, category=category)
        record_step(case, "reclassify", by=by, at=at, data=judged)
        return case


def _keep_from_the_complained_of(case: Case, *, at: datetime) -> None:
    """It turned out to be about the conduct of the area in charge: one level up takes over, and the complained-of is no party any more."""
    if not (case.about_conduct and case.respondent):
        return
    if nobody_is_above(case.respondent, case.office):
        raise goes_up()
    if is_of_area(case.respondent, case.office):
        take_over(case, case.office, one_above(case.office), at=at)
        case.level = case.office.level
    CaseParty.objects.filter(case=case, holder=case.respondent.key).delete()


def _call_the_urgent(case: Case, *, at: datetime) -> None:
    """Judged urgent only now: the reporter is called within the limit that runs from here."""
    called = open_duties(case.subject).filter(verb="contact").exists() or case.urgent_contacted_at
    if case.urgency != Urgency.NORMAL and not called:
        owe_office(case, "contact", role=Role.OFFICE, at=at)


def _judge(case: Case, **judged: object) -> dict[str, object]:
    """Write what was judged and differs; what the entry says of it: codes only."""
    said: dict[str, object] = {}
    for name, value in judged.items():
        if value in (None, "") or getattr(case, name) == value:
            continue
        setattr(case, name, value)
        said[name] = _code(value)
    return said


def _code(value: object) -> object:
    """A code, a flag, or a person's id: an entry holds no names."""
    if isinstance(value, Person):
        return value.pk
    return getattr(value, "code", None) or (value if isinstance(value, bool) else str(value))
