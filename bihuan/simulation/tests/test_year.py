"""The made-up city, very small: it lives, nothing is refused, the numbers are met."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.indicators.newspaper import rows
from bihuan.domain.remedies.choices import CampaignState, LongTermState, OrderState
from bihuan.domain.remedies.models import Campaign, LongTerm, Order
from bihuan.domain.services.choices import BAD_LEVELS, RatingState
from bihuan.domain.services.models import Rating
from bihuan.domain.supervision.choices import OutageState
from bihuan.domain.supervision.models import Outage
from bihuan.domain.walkthroughs.models import HandlingLog
from bihuan.domain.walkthroughs.queries.logs import answers_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.figures import Period, figure_of
from bihuan.kernel.journal.locks import lock_subject
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.jobs import blank_old
from bihuan.kernel.retention.nouns import all_retained
from bihuan.kernel.retention.queries import kept
from bihuan.simulation import plans, year
from bihuan.simulation.history import MESSAGES
from bihuan.simulation.plans import Batch, CityPlan

# Without the mark there would be no tables where this file runs alone.
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TINY = CityPlan(
    departments=12,
    second_level=1,
    sections=25,
    counties=1,
    county_departments=1,
    towns_per_county=1,
    stewards=1,
    enterprises=2,
    batches=(
        Batch("TEN_QUESTIONS", "VISIT", firm=True, total=14, resolved=9),
        Batch("DUAL_OPTIMISATION", "PORTAL", firm=False, total=12, resolved=11, clones=8),
    ),
    residents=6,
    days=30,
)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """One year for all of these tests, which only look at it; undone at the end."""
    said: list[str] = []
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setitem(plans.PLANS, "tiny", TINY)
        year.live(size="tiny", seed=7, now=NOW, say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.mark.slow
def test_it_lives_and_nothing_is_refused(told):
    assert not [line for line in told if "被拒绝" in line]
    # what directors find, bad ratings and the firms' own needs come on top
    planned = ["TEN_QUESTIONS", "HOTLINE_12345", "RESIDENT"]
    assert Case.objects.filter(programme__in=planned).count() == 20


@pytest.mark.slow
def test_exactly_so_many_are_solved_and_struck_off(told):
    solved = Case.objects.filter(
        programme="TEN_QUESTIONS", outcome=Outcome.SOLVED, struck_off_at__isnull=False
    )
    assert solved.count() == 9


@pytest.mark.slow
def test_the_pages_of_the_office_find_every_outcome(told):
    assert set(Outage.objects.values_list("state", flat=True)) == set(OutageState.values)
    assert Case.objects.filter(state=State.ANSWERED, programme="MESSAGE_BOARD").count() == len(MESSAGES)
    assert {State.MERGED, State.VOID, State.WITHDRAWN} <= set(Case.objects.values_list("state", flat=True))


@pytest.mark.slow
def test_every_kind_that_owes_something_can_be_locked_by_the_job_that_lights_it(told):
    subjects = dict(Duty.objects.values_list("subject_kind", "subject_id"))
    assert {"case", "publication", "card"} <= subjects.keys()
    for kind, pk in subjects.items():
        lock_subject(Subject(kind, pk))


@pytest.mark.slow
def test_clones_fill_the_year_up_to_the_planned_number(told):
    clues = Case.objects.filter(programme="DUAL_OPTIMISATION")
    assert clues.count() == 12
    assert clues.filter(outcome=Outcome.SOLVED, struck_off_at__isnull=False).count() == 11
    began = NOW - timedelta(days=TINY.days + 75)
    assert all(case.registered_at >= began for case in clues)


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in rows() if row.of == "unit/市人社局"], ids=lambda row: row.id)
def test_the_pages_bureau_has_lived_its_half_year(told, row):
    today = day_of(NOW)
    value = figure_of(row.figure).value(Period(today - timedelta(days=200), today), NOW, row.of)
    assert value.numerator == row.numerator


@pytest.mark.slow
def test_a_bureau_has_brought_in_what_its_system_exports(told):
    log = HandlingLog.objects.get()
    found = answers_of(log)
    assert log.refused == 0 and found.loops and found.twice and found.deviation.undeclared


@pytest.mark.slow
def test_its_journal_holds(told):
    assert verify_journal().holds


@pytest.mark.slow
def test_it_leaves_remedies_behind_at_every_stage(told):
    """Tiny as it is: a campaign runs, what takes long is on the list with its milestones, nothing was carried over without a leader."""
    assert Campaign.objects.get().state == CampaignState.RUNNING
    for item in LongTerm.objects.all():
        assert item.milestones.count() == 3
    carried = set(Case.objects.filter(state=State.LONG_TERM).values_list("pk", flat=True))
    entered = LongTerm.objects.filter(state=LongTermState.CARRIED).values_list("case", flat=True)
    assert carried == set(entered)
    assert not Order.objects.filter(state=OrderState.VERIFIED, redressed_at=None).exists()


@pytest.mark.slow
def test_bad_ratings_live_to_their_end(told):
    """Verified, rectified and asked; or found malicious by another person than the one who doubted."""
    bad = Rating.objects.filter(level__in=BAD_LEVELS)
    assert {RatingState.CLOSED, RatingState.MALICIOUS} <= set(bad.values_list("state", flat=True))
    for rating in bad.filter(state=RatingState.CLOSED):
        assert rating.finding and rating.case.outcome and rating.case.ended_at
    assert not bad.filter(case=None).exists()


LONG_AFTER = NOW + timedelta(days=20 * 366)
# Kept apart: cases are archived; what the city itself decided, asked for and published names no outsider.
NOT_RETAINED = {"case", "enterprise", "parameter", "publication"}


@pytest.mark.slow
def test_after_the_period_no_room_keeps_what_was_said_and_every_chain_holds(told):
    with transaction.atomic():
        for noun in all_retained():
            if "__" not in noun.ended:  # a month is short: whatever still goes on ends now
                noun.model._default_manager.filter(**{noun.ended: None}).update(**{noun.ended: NOW})
        ended = {noun.kind: list(kept(noun).values_list("pk", flat=True)) for noun in all_retained()}
        words = Note.objects.filter(erased_at=None).exclude(text="")
        rooms = {noun.model._meta.app_label for noun in all_retained()}
        assert {noun.model._meta.app_label for noun in all_retained() if ended[noun.kind]} == rooms
        assert set(words.values_list("subject_kind", flat=True)) <= ended.keys() | NOT_RETAINED
        while (report := blank_old(Actor.calendar("retention.blank"), LONG_AFTER)).done:
            assert report.failed == 0
        for kind, ids in ended.items():
            assert not words.filter(subject_kind=kind, subject_id__in=ids).exists(), kind
        for noun in all_retained():
            over = noun.model._default_manager.filter(pk__in=ended[noun.kind])
            for column, blank in noun.persons.items():
                assert set(over.values_list(column, flat=True)) <= {blank}, column
        assert not verify_journal().faults
        transaction.set_rollback(True)
