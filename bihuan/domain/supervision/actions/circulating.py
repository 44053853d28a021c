"""通报: draft, ask, decide, withdraw, publish."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.db.models import QuerySet

from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.supervision.actions.papers import circular_paper
from bihuan.domain.supervision.actions.recording import area_of
from bihuan.domain.supervision.actions.redacting import refuse_what_tells
from bihuan.domain.supervision.actions.steps import (
    let_office_see,
    lock,
    number_it,
    owe,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.supervision.choices import CircularState
from bihuan.domain.supervision.models import Card, Circular, CircularCard
from bihuan.domain.supervision.queries.facts import cases_behind, circular_facts
from bihuan.domain.supervision.rules import records
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_open_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import line, note, picks, verdict

KIND = "circular"


def draft_circular(
    *,
    by: Actor,
    at: datetime,
    title: Annotated[str, line("标题")],
    text: Annotated[str, note("正文", "不写人名，不写反映人和工单")],
    cards: Annotated[Sequence[Card], picks("通报哪些牌", "card", "只能选已经生效的")] = (),
) -> Circular:
    """起草通报: what all units should learn from."""
    refuse_empty(title, "title", "请写标题。")
    with transaction.atomic():
        office = area_of(by)
        refuse_unless(records.may_draft(by, office.pk))
        for card in cards:
            refuse_unless(records.may_name(card.state, card.ground))
        refuse_what_tells(cases_behind(*cards), public=True, title=title, text=text)
        circular = Circular.objects.create(office=office, opened_at=at, title=title.strip()[:120])
        circular.text = written(circular, text, "text", "请写正文。", at=at)
        CircularCard.objects.bulk_create(CircularCard(circular=circular, card=card) for card in cards)
        let_office_see(circular)
        owe(circular, "ask", holder=office.key, role=Role.OFFICE, at=at)
        number_it(circular, at=at)
        data = {"number": circular.number, "cards": [card.number for card in cards]}
        record_step(circular, "draft", by=by, at=at, data=data | refs(text=circular.text))
        return circular


def ask_circular(*, circular: Circular, by: Actor, at: datetime, seen: int | None = None) -> Circular:
    """送签: a leader signs, or does not."""
    with transaction.atomic():
        circular = lock(circular, seen=seen)
        refuse_unless(records.may_ask(circular_facts(circular, by), by))
        circular.state = CircularState.ASKED
        finish_duties(subject=circular.subject, at=at, verb="ask")
        ask_approval(
            kind=KIND,
            subject=circular.subject,
            holder=circular.office.key,
            role=Role.LEADER,
            by=by,
            at=at,
            reason=circular.title,
            payload={"title": circular.title},
            limit=limit_of("circular.decide", at=at, parameter=circular.limits),
        )
        record_step(circular, "ask", by=by, at=at)
        return circular


def decide_circular(
    *,
    circular: Circular,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意印发")],
    answer: Annotated[str, note("意见")] = "",
) -> Circular:
    """签发: numbered, made, and from now on read by everyone who works in the area. A card that was lifted meanwhile is left out."""
    with transaction.atomic():
        circular = lock(circular, seen=seen)
        refuse_unless(records.may_decide(circular_facts(circular, by), by))
        refuse_what_tells(cases_behind(*_named_on(circular)), answer=answer)
        asked = asked_approval(circular.subject, kind=KIND)
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        paper = {}
        if granted:
            paper = _issue(circular, by=by, at=at)
        else:
            circular.state = CircularState.DRAFT
            owe(circular, "ask", holder=circular.office.key, role=Role.OFFICE, at=at)
        record_step(circular, "decide", by=by, at=at, data={"granted": granted} | paper)
        return circular


def decide_circular_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Circular:
    """The same from the queue of all approvals."""
    circular = Circular.objects.get(pk=approval.subject_id)
    return decide_circular(circular=circular, by=by, at=at, granted=granted, answer=answer)


def withdraw_circular(*, circular: Circular, by: Actor, at: datetime, seen: int | None = None) -> Circular:
    """撤回 what was not signed yet."""
    with transaction.atomic():
        circular = lock(circular, seen=seen)
        refuse_unless(records.may_withdraw(circular_facts(circular, by), by))
        withdraw_open_approval(subject=circular.subject, kind=KIND, by=by, at=at)
        circular.state, circular.ended_at = CircularState.WITHDRAWN, at
        drop_duties(subject=circular.subject, at=at)
        record_step(circular, "withdraw", by=by, at=at)
        return circular


def publish_circular(*, circular: Circular, by: Actor, at: datetime, seen: int | None = None) -> Circular:
    """公开通报 on the public page."""
    with transaction.atomic():
        circular = lock(circular, seen=seen)
        refuse_unless(records.may_publish(circular_facts(circular, by), by))
        circular.published_at = at
        record_step(circular, "publish", by=by, at=at)
        return circular


def unpublish_circular(*, circular: Circular, by: Actor, at: datetime, seen: int | None = None) -> Circular:
    """撤下公开."""
    with transaction.atomic():
        circular = lock(circular, seen=seen)
        refuse_unless(records.may_unpublish(circular_facts(circular, by), by))
        circular.published_at = None
        record_step(circular, "unpublish", by=by, at=at)
        return circular


def _named_on(circular: Circular) -> QuerySet[Card]:
    behind = Card.objects.filter(pk__in=circular.circular_cards.values("card"))
    return behind.select_related("section", "unit").order_by("id")


def _issue(circular: Circular, *, by: Actor, at: datetime) -> dict[str, object]:
    cards = [card for card in _named_on(circular) if records.may_name(card.state, card.ground) is None]
    text = circular.text.text if circular.text else ""
    made = circular_paper(circular, text, cards, by=by, at=at)
    circular.state, circular.issued_at, circular.ended_at = CircularState.ISSUED, at, at
    circular.letter = made.number
    return {"paper": made.reference}
