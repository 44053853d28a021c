"""What the calendar does here: read the journal above, look again at what is still late, propose cards, end appeal periods and cards."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from django.db.models import Q

from bihuan.domain.organisations.models import Office, Tenure
from bihuan.domain.services.models import Rating
from bihuan.domain.supervision.actions import (
    call_for_escalation,
    doubt_card,
    expire_card,
    propose_card,
    raise_card,
    recompute,
    take_effect,
    withdraw_proposal,
)
from bihuan.domain.supervision.actions.finding import find_again, offices_and_years
from bihuan.domain.supervision.choices import CARD_STANDS, CardState, SupervisionState
from bihuan.domain.supervision.models import Card, CardIncident, Incident, Outage, Supervision
from bihuan.domain.supervision.queries.gather import SOURCES
from bihuan.domain.supervision.queries.judging import bench_for, can_be_judged
from bihuan.domain.supervision.queries.proposals import Proposal, proposals
from bihuan.domain.supervision.queries.terms import ground_sentence
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.readers import read_new

SUBJECTS = tuple(SOURCES)
READ = (*SUBJECTS, "rating", "outage", "person", "parameter")
AT_ONCE = 500


def read_journal(by: Actor, at: datetime) -> JobReport:
    """What happened since: whose subjects are asked again, and nobody else's. The mark moves in the same transaction."""
    with read_new("supervision", kinds=READ, limit=AT_ONCE) as entries:
        changed = recompute(subjects=touched_by(entries), at=at)
        if any(entry.subject_kind == "parameter" for entry in entries):
            find_again(offices_and_years(since=at - timedelta(days=366)))
        report = JobReport(done=changed.incidents + changed.findings)
    return report.and_more() if len(entries) == AT_ONCE else report


def touched_by(entries: Iterable[Entry]) -> Mapping[str, set[int]]:
    """Which subjects news may change: their own; the case of a rating; those whose time an outage touched; those of an office whose post
    changed hands."""
    found: dict[str, set[int]] = {kind: set() for kind in SUBJECTS}
    ratings, outages, people = set(), set(), set()
    for entry in entries:
        if entry.subject_kind in found:
            found[entry.subject_kind].add(entry.subject_id)
        elif entry.subject_kind == "rating":
            ratings.add(entry.subject_id)
        elif entry.subject_kind == "outage":
            outages.add(entry.subject_id)
        elif entry.subject_kind == "person":
            people.add(entry.subject_id)
    cases = Rating.objects.filter(pk__in=ratings, case__isnull=False).values_list("case_id", flat=True)
    found["case"].update(cases)
    for kind, subject in _others(outages, people):
        found[kind].add(subject)
    return found


def _others(outages: set[int], people: set[int]) -> Iterable[tuple[str, int]]:
    fit = Q(pk__in=[])
    for from_at, to_at in Outage.objects.filter(pk__in=outages).values_list("from_at", "to_at"):
        fit |= Q(began_at__lt=to_at) & (Q(until=None) | Q(until__gt=from_at))
    if people:
        offices = Office.objects.filter(
            pk__in=Tenure.objects.filter(person__in=people).values("post__office")
        )
        fit |= Q(office__in=offices) | Q(unit__in=offices)
    if not outages and not people:
        return ()
    return Incident.objects.filter(fit).values_list("subject_kind", "subject_id")


def look_again(by: Actor, at: datetime) -> JobReport:
    """What is still late grows without any news: once a day it is asked again."""
    found: dict[str, set[int]] = {}
    for kind, subject in Incident.objects.filter(until=None).values_list("subject_kind", "subject_id"):
        found.setdefault(kind, set()).add(subject)
    changed = recompute(subjects=found, at=at)
    return JobReport(done=changed.incidents + changed.findings)


def propose_cards(by: Actor, at: datetime) -> JobReport:
    """What was found and leads to a card is put before a person, once; a proposal whose ground is gone is taken back."""

    def propose(proposal: Proposal) -> None:
        sentence = ground_sentence(proposal.found.ground, on=day_of(proposal.found.at))
        propose_card(
            found=proposal.found,
            sentence=sentence,
            section=proposal.section,
            unit=proposal.unit,
            by=by,
            at=at,
        )

    report = for_each(proposals(at=at), propose, name=lambda proposal: proposal.found.key)
    gone = _groundless(CardState.PROPOSED)
    report += for_each(
        gone, lambda card: withdraw_proposal(card=card, by=by, at=at), name=lambda card: f"card:{card.pk}"
    )
    return report + for_each(
        _groundless(*CARD_STANDS, doubtful=None),
        lambda card: doubt_card(card=card, by=by, at=at),
        name=lambda card: f"card:{card.pk}",
    )


def _groundless(*states: CardState, **doubtful: None) -> list[Card]:
    """Cards of which an incident is not found any more, or holds nothing against anybody."""
    standing = Card.objects.filter(state__in=states).exclude(finding_key="")
    if doubtful:
        standing = standing.filter(doubtful_at=None)
    keys = dict[int, set[str]]()
    for card, key in CardIncident.objects.filter(card__in=standing).values_list("card_id", "key"):
        keys.setdefault(card, set()).add(key)
    all_keys = {key for some in keys.values() for key in some}
    held = set(Incident.objects.filter(key__in=all_keys, counts=True).values_list("key", flat=True))
    return list(standing.filter(pk__in=[card for card, some in keys.items() if some - held]).order_by("id"))


def end_appeals(by: Actor, at: datetime) -> JobReport:
    """The appeal period is over and nobody appealed."""
    over = Card.objects.filter(state=CardState.SERVED, appeal_until__lt=at).order_by("id")
    return for_each(
        over[:AT_ONCE],
        lambda card: take_effect(card=card, by=by, at=at),
        name=lambda card: f"card:{card.pk}",
    )


def raise_appeals(by: Actor, at: datetime) -> JobReport:
    """An appeal, or a look at a card whose ground is gone, that nobody can decide where it lies goes to the lowest level where somebody can."""
    waiting = Card.objects.filter(Q(state=CardState.APPEALED) | Q(doubtful_at__isnull=False, ended_at=None))
    owed = Duty.objects.filter(subject_kind="card", verb__in=["decide", "lift"], done_at=None)
    stuck = [
        card
        for card in waiting.filter(pk__in=owed.values("subject_id")).select_related("office").order_by("id")
        if not can_be_judged(card, at=at) and bench_for(card, at=at).is_manned
    ]
    return for_each(
        stuck, lambda card: raise_card(card=card, by=by, at=at), name=lambda card: f"card:{card.pk}"
    )


def expire_cards(by: Actor, at: datetime) -> JobReport:
    """Cards whose time is over."""
    over = Card.objects.filter(state=CardState.EFFECTIVE, expires_at__lt=at).order_by("id")
    return for_each(
        over[:AT_ONCE],
        lambda card: expire_card(card=card, by=by, at=at),
        name=lambda card: f"card:{card.pk}",
    )


def call_unanswered(by: Actor, at: datetime) -> JobReport:
    """督办单 that nobody answered in time: the office owes the decision whether to go up a rung."""
    late = Duty.objects.filter(subject_kind="supervision", verb="reply", done_at=None, due_at__lt=at)
    called = Duty.objects.filter(subject_kind="supervision", verb="escalate", done_at=None)
    waiting = (
        Supervision.objects.filter(state=SupervisionState.ISSUED, pk__in=late.values("subject_id"))
        .exclude(pk__in=called.values("subject_id"))
        .exclude(rung__in=["LISTED", "REQUEST"])
    )
    return for_each(
        waiting.order_by("id")[:AT_ONCE],
        lambda one: call_for_escalation(supervision=one, by=by, at=at),
        name=lambda one: f"supervision:{one.pk}",
    )


TASKS = (
    Task("supervision.read_journal", read_journal, every=timedelta(minutes=2)),
    Task("supervision.propose_cards", propose_cards, every=timedelta(minutes=10)),
    Task("supervision.end_appeals", end_appeals, every=timedelta(minutes=10)),
    Task("supervision.call_unanswered", call_unanswered, every=timedelta(minutes=10)),
    Task("supervision.look_again", look_again, every=Daily(time(1, 10)), lease=timedelta(minutes=15)),
    Task("supervision.raise_appeals", raise_appeals, every=Daily(time(1, 30))),
    Task("supervision.expire_cards", expire_cards, every=Daily(time(1, 20))),
)
