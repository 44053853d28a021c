"""申诉: appeal, decide; lift by right; publish and take down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.supervision.actions.carding import put_in_force, put_to_judges
from bihuan.domain.supervision.actions.papers import decision_paper
from bihuan.domain.supervision.actions.redacting import known_to, refuse_what_tells
from bihuan.domain.supervision.actions.steps import lock, move, record_step, refs, written
from bihuan.domain.supervision.choices import AppealGround, CardState, Decision
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.queries.facts import card_facts, cases_behind
from bihuan.domain.supervision.queries.judging import bench_for
from bihuan.domain.supervision.rules import cards
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, files, note


def appeal_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    ground: Annotated[AppealGround, choice("申诉理由")],
    statement: Annotated[str, note("申诉的事实和理由")],
    evidence: Annotated[Sequence[Attachment], files("证据材料")] = (),
) -> Card:
    """申诉: within the limit, to somebody who neither issued it nor gains by it. Until it is decided the card does not count."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_appeal(card_facts(card, by, at=at), by))
        refuse_what_tells(known_to(by, cases_behind(card)), statement=statement)
        card.appeal = written(card, statement, "statement", "请写申诉的事实和理由。", at=at)
        attach(attachments=evidence, subject=card.subject, item="appeal", at=at)
        move(card, CardState.APPEALED, cards.is_transition)
        card.appeal_ground, card.appealed_at = ground, at
        bench = put_to_judges(card, "decide", at=at)
        data = {"appeal_ground": ground, "files": [a.pk for a in evidence], "judge": bench.office.code}
        record_step(card, "appeal", by=by, at=at, data=data | refs(statement=card.appeal))
        return card


def raise_card(*, card: Card, by: Actor, at: datetime) -> Card:
    """提请上级裁定: whoever could decide it where it lies has left, or never was; the calendar's own verb. Its clock begins again there."""
    with transaction.atomic():
        card = lock(card)
        if not bench_for(card, at=at).is_manned:
            raise WrongState("nobody_above", "各级都没有可以裁定的人。", "请补充裁定员或领导的任职。")
        verb = "decide" if card.state == CardState.APPEALED else "lift"
        drop_duties(subject=card.subject, at=at, verb=verb)
        bench = put_to_judges(card, verb, at=at)
        record_step(card, "raise", by=by, at=at, data={"judge": bench.office.code})
        return card


def decide_appeal(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    decision: Annotated[Decision, choice("决定", "红牌可以减轻为黄牌")],
    reasons: Annotated[str, note("理由", "逐条回应申诉")],
    ground: Annotated[AppealGround | None, choice("采纳的理由", "减轻或撤销时必填")] = None,
) -> Card:
    """裁定申诉: upheld, reduced or lifted, with reasons that the supervised read; the decision is a paper of its own."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_decide(card_facts(card, by, at=at), by))
        _refuse_without_ground(decision, ground)
        refuse_what_tells(cases_behind(card), reasons=reasons)
        words = written(card, reasons, "reasons", "请写理由。", at=at)
        card.decision, card.decision_ground, card.reasons = decision, ground or "", words
        finish_duties(subject=card.subject, at=at, verb="decide")
        drop_duties(subject=card.subject, at=at)
        if decision == Decision.LIFTED:
            _take_off(card, at=at)
        else:
            left = cards.reduces(card.colour, Decision(decision))
            if left is None:
                raise Malformed(
                    "nothing_below_yellow", "黄牌没有更轻的一级。", fields={"decision": "请选维持或撤销。"}
                )
            card.colour = left
            put_in_force(card, at=at)
        made = decision_paper(card, reasons, by=by, at=at)
        data = {"decision": decision, "decision_ground": ground or "", "colour": card.colour}
        record_step(card, "decide", by=by, at=at, data=data | refs(reasons=words) | {"paper": made.reference})
        return card


def lift_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    ground: Annotated[AppealGround, choice("撤销的理由")],
    reasons: Annotated[str, note("说明")],
) -> Card:
    """依职权撤销: nobody had to appeal; the ground turned out not to hold."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_lift(card_facts(card, by, at=at), by))
        refuse_what_tells(cases_behind(card), reasons=reasons)
        words = written(card, reasons, "reasons", "请写说明。", at=at)
        card.decision, card.decision_ground, card.reasons = Decision.LIFTED, ground, words
        finish_duties(subject=card.subject, at=at, verb="lift")
        drop_duties(subject=card.subject, at=at)
        _take_off(card, at=at)
        record_step(card, "lift", by=by, at=at, data={"decision_ground": ground} | refs(reasons=words))
        return card


def publish_card(*, card: Card, by: Actor, at: datetime, seen: int | None = None) -> Card:
    """公开: unit, section, ground, colour and day on the public page; no person and no case."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_publish(card_facts(card, by, at=at), by))
        card.published_at = at
        record_step(card, "publish", by=by, at=at)
        return card


def unpublish_card(*, card: Card, by: Actor, at: datetime, seen: int | None = None) -> Card:
    """撤下公开: it is not on the public page any more."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_unpublish(card_facts(card, by, at=at), by))
        card.published_at = None
        record_step(card, "unpublish", by=by, at=at)
        return card


def _take_off(card: Card, *, at: datetime) -> None:
    """It counts no more and never did; what it had absorbed counts again; nothing of it stays public."""
    move(card, CardState.LIFTED, cards.is_transition)
    card.ended_at, card.published_at = at, None
    Card.objects.filter(absorbed_by=card).update(absorbed_by=None)


def _refuse_without_ground(decision: str, ground: str | None) -> None:
    if decision != Decision.UPHELD and not ground:
        raise Malformed(
            "no_ground", "减轻或撤销要写明采纳哪一条理由。", fields={"ground": "请选采纳的理由。"}
        )
