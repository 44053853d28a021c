"""The page's table of the window and the path comes out of records, number by number, and each number opens exactly those."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Count, F

from bihuan.domain.cases.choices import Outcome
from bihuan.domain.indicators.newspaper import rows
from bihuan.domain.walkthroughs.figures import TALLIES
from bihuan.domain.walkthroughs.models import Finding, Sitting, Walk
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.figures import Period, figure_of
from bihuan.kernel.journal import history
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.actions import digest_of
from bihuan.kernel.notes.models import Note
from bihuan.simulation.city import Builder
from bihuan.simulation.life import Life
from bihuan.simulation.plans import PREFECTURE
from bihuan.simulation.services.catalogue import open_catalogue
from bihuan.simulation.walkthroughs import fill, plan_walkthroughs
from bihuan.simulation.walkthroughs.filling import CannotFill
from bihuan.simulation.walkthroughs.outings import Outings

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
# Only this part of the prefecture: its units and leaders, the catalogue, the window and the path.
PART = replace(
    PREFECTURE, second_level=9, sections=0, stewards=0, enterprises=0, batches=(), residents=0, days=170
)
START = NOW - timedelta(days=PART.days + 75)
WHOLE = Period(day_of(START), day_of(NOW))
TABLE = [row for row in rows() if row.figure.startswith("walkthroughs.")]


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker) -> Iterator[tuple[Life, Outings]]:
    """Half a year and what is copied, for all of these tests, which only look at it; undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = Builder(PART, seed=1, at=START, say=lambda line: None).build()
        open_catalogue(world, START)
        life = Life(until=NOW)
        outings = plan_walkthroughs(world, life, PART, START, NOW)
        life.run(lambda moment, done: None)
        assert PART.window_totals is not None
        fill(outings, PART.window_totals, since=START)
        yield life, outings
        transaction.set_rollback(True)


def value(code, of=""):
    return figure_of(f"walkthroughs.{code}").value(WHOLE, NOW, of)


def opened(code, of="", part=""):
    """How many rows, or how much, the records behind a number come to: counted one by one."""
    tally = TALLIES[f"walkthroughs.{code}"]
    found = [list(tally.records(WHOLE, NOW, of, part, place)) for place in range(len(tally.sources))]
    amount = tally.sources[0].amount
    return sum(getattr(row, amount) if amount else 1 for some in found for row in some)


def test_nothing_was_refused(lived):
    life, _ = lived
    assert not life.refused


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_row_of_the_page_comes_out_and_opens_exactly_its_records(lived, row):
    code = row.figure.partition(".")[2]
    found = value(code, row.of)
    assert (found.numerator, found.denominator) == (row.numerator, row.denominator)
    part = "above" if found.denominator else ""
    assert opened(code, row.of, part) == row.numerator


def test_the_findings_are_58_of_the_city_and_481_below_of_the_four_kinds(lived):
    below = sum(value("findings", f"level:{level}").numerator for level in ("COUNTY", "TOWN"))
    assert (value("findings", "level:CITY").numerator, below) == (58, 481)
    kinds = {
        kind: value("findings", f"kind:{kind}").numerator
        for kind in ("MATERIALS", "PROCESS", "ATTITUDE", "SYSTEMS")
    }
    assert all(kinds.values()) and sum(kinds.values()) == 539


def test_what_is_rectified_has_a_solved_case_of_its_own_and_the_rest_is_open(lived):
    rectified = Finding.objects.filter(rectified_at__isnull=False)
    assert (
        rectified.filter(case__outcome=Outcome.SOLVED, case__struck_off_at__lte=F("rectified_at")).count()
        == 506
    )
    assert Finding.objects.filter(rectified_at=None, case__ended_at=None).count() == 33
    assert Finding.objects.values("case").distinct().count() == 539


def test_the_bureau_sits_by_its_roster(lived):
    of_the_bureau = Sitting.objects.filter(unit__short_name="市人社局")
    by_roster = of_the_bureau.exclude(turn=None)
    assert of_the_bureau.count() == 144 and by_roster.count() >= 130
    leaders = set(by_roster.values_list("turn__leader__person", flat=True))
    assert len(leaders) == 7  # 班子成员全员参与


def test_a_copy_is_a_thing_like_one_that_was_lived(lived):
    _, outings = lived
    copied = Sitting.objects.latest("id")
    lived_one = outings.lived[0].root
    assert copied.number != lived_one.number and copied.version == len(history(copied.subject))
    for thing in (copied, Walk.objects.latest("id"), Finding.objects.exclude(rectified_at=None).latest("id")):
        entries = history(thing.subject)
        assert entries[0].data["number"] == thing.number
        for entry in entries:
            for said in entry.data.values():
                if isinstance(said, dict) and "note" in said:
                    note = Note.objects.get(pk=said["note"])
                    assert (note.subject_kind, note.subject_id) == thing.subject
                    assert digest_of(note.salt, note.text) == said["digest"]
    finding = Finding.objects.exclude(rectified_at=None).latest("id")
    assert history(finding.subject)[0].data["case"] == finding.case.number
    assert verify_journal().faults == []


def test_no_copy_looks_like_theatre(lived):
    """On an office day, one leader at one place, no summary written twice in a unit but by those who were lived as theatre and are doubted."""
    for model, who in ((Sitting, "leader"), (Walk, "walker")):
        twice = (
            model.objects.filter(doubts=None)
            .values("unit", "summary_digest")
            .annotate(n=Count("pk"))
            .filter(n__gt=1)
        )
        assert not twice.exists()
        at_once = model.objects.values(who, "opened_at").annotate(n=Count("pk")).filter(n__gt=1)
        assert not at_once.exists()
        days = {day_of(at) for at in model.objects.values_list("opened_at", flat=True)}
        assert all(city_calendar().is_working_day(day) for day in days)


def test_what_cannot_be_filled_is_said(lived):
    _, outings = lived
    assert PART.window_totals is not None
    with pytest.raises(CannotFill, match="open already"):
        fill(outings, replace(PART.window_totals, rectified=539), since=START)
