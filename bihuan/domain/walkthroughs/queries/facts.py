"""From rows to what the rules may know."""

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import (
    Finding,
    HandlingLog,
    Roster,
    RosterPlan,
    Sitting,
    Walk,
    WalkTask,
)
from bihuan.domain.walkthroughs.queries.turns import turns_in_force
from bihuan.domain.walkthroughs.rules.findings import FindingFacts
from bihuan.domain.walkthroughs.rules.logs import LogFacts
from bihuan.domain.walkthroughs.rules.rosters import RosterFacts, signer_of
from bihuan.domain.walkthroughs.rules.sittings import SittingFacts
from bihuan.domain.walkthroughs.rules.walks import TaskFacts, WalkFacts
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.models import Approval


def roster_facts(roster: Roster, actor: Actor | None = None) -> RosterFacts:
    newest = (
        RosterPlan.objects.filter(roster=roster).order_by("-place").values_list("state", flat=True).first()
    )
    hands = actor.hands if actor else frozenset()
    mine = turns_in_force(roster).filter(state=TurnState.PLANNED, leader__person__in=hands)
    return RosterFacts(
        state=roster.state,
        office=roster.unit_id,
        signer=signer_of(is_area=roster.unit.body_kind in AREA_BODIES),
        leaders=roster.leaders.filter(left_at=None).count(),
        windows=roster.windows.count(),
        newest=newest or "",
        my_turns=mine.count() if hands else 0,
        owed=mine.filter(owed_at__isnull=False).count() if hands else 0,
        change_asked=Approval.objects.filter(
            kind="turn_change", subject_kind=roster.subject.kind, subject_id=roster.pk, decided_at=None
        ).exists(),
    )


def sitting_facts(sitting: Sitting, actor: Actor | None = None) -> SittingFacts:
    return SittingFacts(
        state=sitting.state,
        office=sitting.unit_id,
        people=frozenset(pk for pk in (sitting.leader_id, sitting.companion_id) if pk),
        judge=office_in_charge(region=None, respondent=sitting.unit, about_conduct=False).pk,
        window=sitting.window_id,
        open_doubts=sitting.doubts.filter(genuine=None).count(),
    )


def walk_facts(walk: Walk, actor: Actor | None = None) -> WalkFacts:
    return WalkFacts(
        state=walk.state,
        office=walk.unit_id,
        people=frozenset(pk for pk in (walk.walker_id, walk.companion_id) if pk),
        judge=office_in_charge(region=None, respondent=walk.unit, about_conduct=False).pk,
        open_doubts=walk.doubts.filter(genuine=None).count(),
    )


def finding_facts(finding: Finding, actor: Actor | None = None) -> FindingFacts:
    return FindingFacts(state=finding.state, office=finding.unit_id, finder=finding.finder_id)


def task_facts(task: WalkTask, actor: Actor | None = None) -> TaskFacts:
    return TaskFacts(state=task.state, office=task.unit_id, person=task.person_id)


def log_facts(log: HandlingLog, actor: Actor | None = None) -> LogFacts:
    return LogFacts(state=log.state, office=log.unit_id)
