"""保存期 of remedies: persons and words go, what happened stays; official papers stay, a discipline clue's letter does not."""

from datetime import timedelta

import pytest

from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Noun
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.journal import history
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.actions import blank
from bihuan.kernel.retention.jobs import blank_old
from bihuan.kernel.retention.nouns import all_retained
from bihuan.testing.refusals import refused

CALENDAR = Actor.calendar("retention.blank")
LONG = timedelta(days=3 * 366 + 10)
BY_KIND = {noun.kind: noun for noun in all_retained()}


def words_of(thing):
    return Note.objects.filter(subject_kind=thing.subject.kind, subject_id=thing.pk, erased_at=None)


@pytest.fixture
def verified(rectifying):
    return rectifying.until("relapse")


@pytest.fixture
def answered(loop):
    clue = actions.draft_clue(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        case=loop.until("complete"),
        organ=loop.city.discipline,
        gist="有人反映收了好处才放行。",
        second_signer=loop.city.person("zheng_kai"),
    )
    for action, who, said in (
        (actions.sign_clue, "zheng_kai", {"granted": True}),
        (actions.receive_clue, "he_jing", {"acceptance_number": "纪2026-77"}),
        (actions.answer_clue, "he_jing", {"outcome": "已对相关人员作出处理。"}),
    ):
        clue = action(discipline_clue=clue, by=loop.actor(who), at=loop.later(), **said)
    return clue


def test_a_clue_loses_its_words_and_its_letter_and_its_chain_holds(loop, answered):
    before = [entry.hash for entry in history(answered.subject)]
    assert words_of(answered).count() >= 2 and files_of(answered.subject).exists()
    assert blank_old(CALENDAR, loop.at + LONG).done == 1
    answered.refresh_from_db()
    assert not words_of(answered).exists() and not files_of(answered.subject).exists()
    chain = history(answered.subject)
    assert [entry.hash for entry in chain[:-1]] == before
    assert chain[-1].event == "discipline_clue.blank" and answered.version == chain[-1].seq
    assert not verify_journal().faults
    assert blank_old(CALENDAR, loop.at + LONG).done == 0


def test_an_order_loses_its_words_and_proofs_and_keeps_its_papers(loop, verified):
    ended = verified.ended_at
    papers = files_of(verified.subject).filter(item__startswith="document:").count()
    assert words_of(verified).exists() and files_of(verified.subject).count() > papers
    blank(noun=BY_KIND[Noun.ORDER], id=verified.pk, by=CALENDAR, at=ended + LONG)
    assert not words_of(verified).exists()
    assert files_of(verified.subject).count() == papers
    assert not verify_journal().faults


@pytest.mark.parametrize("passed", [timedelta(days=1), LONG / 2])
def test_it_is_refused_before_its_time(loop, answered, passed):
    with refused("not_yet"):
        blank(noun=BY_KIND[Noun.CLUE], id=answered.pk, by=CALENDAR, at=answered.ended_at + passed)


def test_it_is_refused_while_it_goes_on_and_a_second_time(loop, rectifying, answered):
    order = rectifying.until("verify")
    with refused("still_open"):
        blank(noun=BY_KIND[Noun.ORDER], id=order.pk, by=CALENDAR, at=loop.at + LONG)
    blank(noun=BY_KIND[Noun.CLUE], id=answered.pk, by=CALENDAR, at=loop.at + LONG)
    with refused("blanked_already"):
        blank(noun=BY_KIND[Noun.CLUE], id=answered.pk, by=CALENDAR, at=loop.at + LONG)


def test_what_is_written_after_a_relapse_has_a_period_of_its_own(loop, verified, colleague):
    """Verified, blanked, and years later it happens again: the order goes on, and what is said then is forgotten in its time too."""
    loop.at = verified.ended_at + LONG
    blank(noun=BY_KIND[Noun.ORDER], id=verified.pk, by=CALENDAR, at=loop.at)
    order = actions.relapse_order(
        order=verified, by=loop.actor("zheng_kai"), at=loop.later(), case=loop.until("complete")
    )
    assert order.ended_at is None
    order = actions.withdraw_order(order=order, by=colleague, at=loop.later(), reason="并入专项治理。")
    assert words_of(order).exists()
    blank(noun=BY_KIND[Noun.ORDER], id=order.pk, by=CALENDAR, at=order.ended_at + LONG)
    assert not words_of(order).exists()
