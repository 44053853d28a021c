from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.figures import registry
from bihuan.kernel.figures.actions import (
    Signer,
    correct_figure,
    decide_figure,
    propose_figure,
    report_figure,
    verify_figure,
)
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.queries import in_force, published_of, recompute
from bihuan.kernel.figures.registry import Figure
from bihuan.kernel.figures.tests.conftest import AT, YEAR
from bihuan.kernel.figures.values import Value
from bihuan.kernel.journal import history
from bihuan.kernel.notes.models import Note
from bihuan.kernel.parameters import edition
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState

LATER = AT + timedelta(days=10)
pytestmark = pytest.mark.usefixtures("year_2023")


LEADER = Signer("office:1", "LEADER")


def propose(by: Actor) -> Published:
    return propose_figure(
        code="matters.rate",
        period=YEAR,
        as_of=AT,
        put_to=LEADER,
        by=by,
        at=AT,
        reason="季度例行公布",
        document="某优办〔2024〕1号",
    )


def sign(published: Published, by: Actor, *, granted: bool = True) -> Published:
    return decide_figure(published=published, by=by, at=AT, granted=granted, answer="与台账一致。")


def revise(published: Published, by: Actor, reason: str = "一件补录") -> Published:
    return correct_figure(published=published, as_of=LATER, put_to=LEADER, by=by, at=LATER, reason=reason)


def test_it_is_computed_and_frozen_with_everything_that_made_it(zhao_min: Actor) -> None:
    published = propose(zhao_min)
    assert published.value == Value(2, 4, "%")
    assert (published.definition_edition, published.parameter_edition) == (1, edition())
    assert (published.period, published.as_of, len(published.sha256)) == ("2023", AT, 64)
    entry = history(published.subject)[0]
    assert published.entry == entry
    assert (entry.data["said"], entry.data["sha256"]) == ("50.0 %", published.sha256)


def test_asked_again_with_the_same_as_of_it_is_the_same(zhao_min: Actor) -> None:
    published = propose(zhao_min)
    Note.objects.create(subject_kind="matter", subject_id=9, digest="", written_at=LATER)
    published.refresh_from_db()
    again = recompute(published)
    assert (again.untouched, again.same, again.value) == (True, True, published.value)


def test_a_row_that_was_tampered_with_is_seen(zhao_min: Actor) -> None:
    published = propose(zhao_min)
    Published.objects.update(numerator=4)
    published.refresh_from_db()
    assert not recompute(published).untouched


def test_under_another_definition_it_cannot_be_compared(
    zhao_min: Actor, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = propose(zhao_min)
    monkeypatch.setattr(registry, "_registered", {figure.code: replace(figure, edition=2)})
    assert recompute(published).value is None


def test_nothing_is_said_before_another_person_signed(zhao_min: Actor, mayor: Actor) -> None:
    proposed = propose(zhao_min)
    assert (proposed.state, in_force("matters.rate", YEAR)) == (PublicationState.PROPOSED, None)
    with pytest.raises(NotAllowed):
        sign(proposed, zhao_min)
    signed = sign(proposed, mayor)
    assert (signed.state, signed.verified_by_id) == (PublicationState.PUBLISHED, mayor.person_id)
    assert in_force("matters.rate", YEAR) == signed
    assert [e.event for e in history(signed.subject)] == ["publication.propose", "publication.publish"]
    with pytest.raises(WrongState):
        sign(signed, mayor)


def test_only_the_one_it_was_put_to_signs(zhao_min: Actor, he_jing: Actor) -> None:
    with pytest.raises(NotAllowed):
        sign(propose(zhao_min), he_jing)


def test_what_was_not_signed_was_never_said_and_may_be_proposed_again(zhao_min: Actor, mayor: Actor) -> None:
    refused = sign(propose(zhao_min), mayor, granted=False)
    assert (refused.state, in_force("matters.rate", YEAR)) == (PublicationState.REFUSED, None)
    assert sign(propose(zhao_min), mayor) == in_force("matters.rate", YEAR)


def test_it_is_published_once_and_then_revised(zhao_min: Actor, mayor: Actor) -> None:
    first = propose(zhao_min)
    with pytest.raises(WrongState):
        propose(zhao_min)
    with pytest.raises(WrongState):
        revise(first, zhao_min)
    first = sign(first, mayor)
    revised = revise(first, zhao_min)
    first.refresh_from_db()
    assert first.value == Value(2, 4, "%")  # what was said stays
    assert (revised.value, revised.revises) == (Value(3, 4, "%"), first)
    assert in_force("matters.rate", YEAR) == first  # until the correction is signed too
    revised = sign(revised, mayor)
    assert in_force("matters.rate", YEAR) == revised
    assert list(published_of("matters.rate")) == [revised, first]
    with pytest.raises(WrongState):
        revise(first, zhao_min, "再改")
    with pytest.raises(IntegrityError), transaction.atomic():
        Published.objects.filter(pk=revised.pk).update(revises=None)


def test_nothing_is_published_from_the_future_or_by_nobody(zhao_min: Actor) -> None:
    with pytest.raises(Malformed):
        propose_figure(
            code="matters.rate", period=YEAR, as_of=LATER, put_to=LEADER, by=zhao_min, at=AT, reason="x"
        )
    with pytest.raises(NotAllowed):
        propose(Actor.calendar("figures"))


def report(by: Actor, value: Value, said: str, document: str = "湖北日报") -> Published:
    return report_figure(
        code="page.solved",
        name="十问十帮解决率",
        period=Period.year(2023),
        value=value,
        said=said,
        as_of=AT,
        document=document,
        by=by,
        at=AT,
    )


def test_what_others_say_is_kept_apart_and_verified_by_another(zhao_min: Actor, he_jing: Actor) -> None:
    reported = report(zhao_min, Value(1114, 1196, "%"), "93.1 %")
    assert (reported.state, reported.definition_edition) == (PublicationState.REPORTED, None)
    assert in_force("page.solved", YEAR) is None  # not ours
    with pytest.raises(NotAllowed):
        verify_figure(published=reported, by=zhao_min, at=AT, reason="核对台账")
    verified = verify_figure(published=reported, by=he_jing, at=AT, reason="核对台账")
    assert verified.state == PublicationState.VERIFIED
    with pytest.raises(WrongState):
        verify_figure(published=verified, by=he_jing, at=AT, reason="核对台账")
    assert [e.event for e in history(reported.subject)] == ["publication.report", "publication.verify"]


def test_a_doubtful_one_is_quarantined_with_its_reasons(zhao_min: Actor) -> None:
    reported = report(zhao_min, Value(506, 539, "%"), "95 %")
    assert reported.state == PublicationState.QUARANTINED
    assert reported.doubts == ["印出的是 95 %，由分子分母算得 94。"]


def test_a_reported_figure_needs_its_source(zhao_min: Actor) -> None:
    with pytest.raises(Malformed):
        report(zhao_min, Value(1, 2, "%"), "50 %", document=" ")
