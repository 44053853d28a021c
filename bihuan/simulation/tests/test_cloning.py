"""A clone is a case like one that was lived through: the same rows in every table, its own number, a chain that verifies."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.kernel.journal.models import Entry, Position, Queued
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.actions import digest_of
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.models import Indexed
from bihuan.simulation.cloning import (
    OF_A_CASE,
    TABLES,
    NothingToClone,
    clone_cases,
    clone_like,
    clones,
)
from bihuan.testing.cases import Loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cloned(city) -> tuple[Case, Case]:
    """A case that went all the way, and a clone of it."""
    lived = Loop(city).until("closed")
    assert clone_cases(to=3) == 2
    return Case.objects.get(pk=lived.pk), Case.objects.latest("id")


def shape(case: Case) -> dict[str, list[dict[str, object]]]:
    """What a case consists of, without what must differ: ids and moments."""
    found = {}
    for model, path in TABLES.items():
        kind = {OF_A_CASE[model]: "case"} if model in OF_A_CASE else {}
        rows = model._default_manager.filter(**{path: case.pk}, **kind).order_by("pk")
        found[model.__name__] = [_plain(model, row) for row in rows.values()]
    return found


def _plain(model, row):
    same = (
        column.attname
        for column in model._meta.concrete_fields
        if not column.primary_key
        and column.related_model not in TABLES
        and column.get_internal_type() not in ("DateTimeField", "DateField")
        and column.name not in ("subject_id", "item", "number")
    )
    return {name: row[name] for name in same}


def test_it_has_the_same_rows_in_every_table(cloned):
    lived, clone = cloned
    assert shape(clone) == shape(lived)
    assert all(shape(lived)[name] for name in ("Note", "Leg", "Duty", "Custody", "Hand", "Completion"))


def test_its_rows_belong_to_it_alone(cloned):
    lived, clone = cloned
    assert clone.content_id != lived.content_id
    assert clone.content.subject_id == clone.pk
    items = set(Duty.objects.filter(subject_id=clone.pk).exclude(item="").values_list("item", flat=True))
    assert items == {leg.item for leg in Leg.objects.filter(case=clone)}
    assert set(
        Leg.objects.filter(case=clone).exclude(parent=None).values_list("parent__case", flat=True)
    ) == {clone.pk}


def test_its_clocks_run_as_long_and_some_weeks_earlier(cloned):
    lived, clone = cloned
    shift = lived.registered_at - clone.registered_at
    assert shift.days >= 7
    assert lived.struck_off_at - clone.struck_off_at == shift
    assert {
        a.due_at - b.due_at for a, b in zip(lived.legs.order_by("id"), clone.legs.order_by("id"), strict=True)
    } == {shift}


def test_its_journal_says_the_same_of_its_own_rows(cloned):
    lived, clone = cloned
    theirs, its = history(lived.subject), history(clone.subject)
    assert [entry.event for entry in its] == [entry.event for entry in theirs]
    assert clone.version == its[-1].seq
    assert its[0].data["number"] == clone.number
    for entry in its:
        for said in entry.data.values():
            if isinstance(said, dict) and "note" in said:
                note = Note.objects.get(pk=said["note"])
                assert note.subject_id == clone.pk
                assert digest_of(note.salt, note.text) == said["digest"]
    assert [entry.prev_hash for entry in its[1:]] == [entry.hash for entry in its[:-1]]


def test_the_journal_verifies_and_numbers_have_no_gaps(cloned):
    assert verify_journal().faults == []
    years: dict[str, list[int]] = {}
    for number in Case.objects.values_list("number", flat=True):
        years.setdefault(number[:4], []).append(int(number[4:]))
    assert all(sorted(drawn) == list(range(1, len(drawn) + 1)) for drawn in years.values())


def test_it_is_seen_found_and_judged_like_any_case(cloned, city):
    _, clone = cloned
    zhao_min = city.actor("zhao_min", at=Loop(city).at)
    assert case_for(zhao_min, clone.number) == clone
    assert clone in search_cases(zhao_min, CaseSearch(words="围挡")).all()
    assert facts_of(clone, zhao_min).state == State(clone.state)


def constraints() -> dict[str, dict[str, object]]:
    """Every index, key and check of the tables that are cloned, as the database has them."""
    with connection.cursor() as cursor:
        return {
            table: connection.introspection.get_constraints(cursor, table)
            for table in (model._meta.db_table for model in (*TABLES, Entry, Position, Indexed))
        }


def test_many_are_written_without_indexes_which_are_back_at_the_end(city, monkeypatch):
    lived = Loop(city).until("closed")
    before = constraints()
    monkeypatch.setattr(clones, "MANY", 5)
    monkeypatch.setattr(clones, "BATCH", 3)
    assert clone_cases(to=8) == 7
    assert constraints() == before
    assert verify_journal().faults == []
    assert all(shape(case) == shape(lived) for case in Case.objects.all())


def test_a_clone_that_fails_leaves_every_index_and_no_case(city, monkeypatch):
    Loop(city).until("dispatch")
    before = constraints()
    monkeypatch.setattr(clones, "MANY", 1)
    monkeypatch.setattr(clones, "index_new", None)
    with pytest.raises(TypeError):
        clone_cases(to=3)
    assert constraints() == before
    assert Case.objects.count() == 1


def test_a_clone_joins_the_life_of_the_city(city):
    """The next action on it finds its duties, its chain and its number as if it had been lived."""
    loop = Loop(city)
    loop.until("acknowledge")
    clone_cases(to=2)
    clone = Case.objects.latest("id")
    before = clone.version
    loop.step("acknowledge", clone)
    clone.refresh_from_db()
    assert (clone.state, clone.version) == (State.HANDLING, before + 1)
    assert verify_journal().faults == []
    later = loop.register()
    assert int(later.number) > max(
        int(number)
        for number in Case.objects.exclude(pk=later.pk).values_list("number", flat=True)
        if number[:4] == later.number[:4]
    )


def test_positions_follow_what_was_written_before_and_leave_no_gap(city):
    Loop(city).until("dispatch")
    clone_cases(to=4)
    assert list(Position.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, Entry.objects.count() + 1)
    )
    assert not Queued.objects.exists()


def test_a_year_is_filled_with_clones_of_what_is_named_and_of_no_week_before_it_began(city, monkeypatch):
    lived = Loop(city).until("closed")
    Loop(city).until("dispatch")
    monkeypatch.setattr(clones, "FEW", 2)
    since = lived.registered_at - timedelta(weeks=3, days=1)
    clone_like(Case.objects.filter(state=State.CLOSED), count=7, since=since)
    made = Case.objects.order_by("id")[2:]
    assert [case.state for case in made] == [State.CLOSED] * 7
    assert all(since <= case.registered_at < lived.registered_at for case in made)
    assert verify_journal().faults == []


def test_what_is_named_must_be_there_and_have_room_before_it(city):
    lived = Loop(city).until("closed")
    with pytest.raises(NothingToClone):
        clone_like(Case.objects.filter(state=State.MERGED), count=1, since=lived.registered_at)
    with pytest.raises(NothingToClone):
        clone_like(Case.objects.all(), count=1, since=lived.registered_at - timedelta(days=6))


def test_so_many_of_the_clones_are_late_as_is_said(city):
    punctual, late = Loop(city).until("closed"), Loop(city).until("closed")
    Duty.objects.filter(pk=Duty.objects.filter(subject_id=late.pk).earliest("id").pk).update(late_minutes=9)
    with pytest.raises(NothingToClone):
        clone_cases(to=3, like=Case.objects.filter(pk=late.pk), late=0.5)
    clone_cases(to=402, late=0.25)
    clones = Case.objects.exclude(pk__in=[punctual.pk, late.pk])
    of_late = Duty.objects.filter(late_minutes=9, subject_id__in=clones.values("pk"))
    assert 60 < of_late.count() < 140  # a hundred, chosen by chance with a seed


def test_the_command_clones_up_to_a_number_what_has_ended(city, capsys):
    Loop(city).until("dispatch")
    with pytest.raises(CommandError, match="还没有办完的工单"):
        call_command("clone_cases", "--to", "5")
    lived = Loop(city).until("closed")
    call_command("clone_cases", "--to", "5", "--weeks", "1")
    made = Case.objects.order_by("id")[2:]
    assert [case.state for case in made] == [State.CLOSED] * 3
    assert {lived.registered_at - case.registered_at for case in made} == {timedelta(weeks=1)}
