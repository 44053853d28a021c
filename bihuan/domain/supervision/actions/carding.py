"""红黄牌: propose (the calendar), issue or not, serve, answer, take effect, expire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.supervision.actions.papers import card_paper
from bihuan.domain.supervision.actions.redacting import known_to, refuse_what_tells
from bihuan.domain.supervision.actions.steps import (
    let_office_see,
    let_unit_see,
    lock,
    move,
    number_it,
    office_of,
    owe,
    record_step,
    refs,
    written,
)
from bihuan.domain.supervision.choices import CardState, Colour, Service
from bihuan.domain.supervision.models import Card, CardIncident
from bihuan.domain.supervision.queries.facts import card_facts, cases_behind
from bihuan.domain.supervision.queries.judging import Bench, bench_for
from bihuan.domain.supervision.queries.terms import lasts
from bihuan.domain.supervision.rules import cards
from bihuan.domain.supervision.rules.grounds import Found
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.domain.supervision.rules.wording import facts_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, note

CARD_LEVELS = {"YELLOW": Colour.YELLOW, "RED": Colour.RED}


def propose_card(
    *, found: Found, sentence: str, section: Office, unit: Office, by: Actor, at: datetime
) -> Card:
    """建议发牌: the calendar's own verb. It is against nobody until a person issues it, and only the office sees it."""
    with transaction.atomic():
        office = office_of(section)
        card = Card.objects.create(
            office=office,
            opened_at=at,
            ground=found.ground,
            colour=CARD_LEVELS[found.level],
            section=section,
            unit=unit,
            person_id=found.first.person,
            post_id=found.first.post,
            finding_key=found.key,
            number_of=len(found.incidents),
            volume=found.volume,
            minutes=found.minutes,
            lost_minutes=sum(one.lost_outage + one.lost_others for one in found.incidents),
        )
        CardIncident.objects.bulk_create(CardIncident(card=card, key=one.key) for one in found.incidents)
        words = facts_of(
            sentence=sentence, incidents=found.incidents, period=found.period, volume=found.volume
        )
        card.facts = written(card, words, "facts", "", at=at)
        let_office_see(card)
        role = Role.LEADER if section.pk == office.desk_id else Role.OFFICE
        owe(card, "issue", holder=office.key, role=role, at=at)
        number_it(card, at=at)
        data = {
            "number": card.number,
            "ground": found.ground,
            "colour": card.colour,
            "section": section.code,
            "entries": list(found.entries),
            "incidents": [one.key for one in found.incidents],
        }
        record_step(card, "propose", by=by, at=at, data=data | refs(facts=card.facts))
        return card


def withdraw_proposal(*, card: Card, by: Actor, at: datetime) -> Card:
    """撤回建议: what it rested on is gone, an outage say; the calendar's own verb. The incidents are free again: nobody was carded."""
    with transaction.atomic():
        card = lock(card)
        move(card, CardState.DISMISSED, cards.is_transition)
        card.ended_at = at
        CardIncident.objects.filter(card=card).delete()
        drop_duties(subject=card.subject, at=at)
        record_step(card, "withdraw_proposal", by=by, at=at)
        return card


def issue_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reasons: Annotated[str, note("发牌的理由", "您核实了什么；为什么不适用容错免责")],
    colour: Annotated[Colour | None, choice("发哪种牌", "不选按建议的颜色；可以减轻，不能加重")] = None,
) -> Card:
    """发牌: a person looked at the evidence and decides. The notice is made and numbered; from now on the supervised see it."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_issue(card_facts(card, by, at=at), by))
        refuse_what_tells(cases_behind(card), reasons=reasons)
        words = written(card, reasons, "reasons", "请写发牌的理由。", at=at)
        if colour is not None and Colour(colour) == Colour.RED and card.colour == Colour.YELLOW:
            raise Malformed(
                "not_above_the_ground", "这种情形最高只建议黄牌。", fields={"colour": "可以减轻，不能加重。"}
            )
        card.colour = colour or card.colour
        card.issued_colour, card.decided_at = card.colour, at
        move(card, CardState.ISSUED, cards.is_transition)
        finish_duties(subject=card.subject, at=at, verb="issue")
        let_unit_see(card, card.unit, section=card.section, person_id=card.person_id)
        _absorb(card)
        owe(card, "serve", holder=card.office.key, role=Role.OFFICE, at=at)
        text = card.facts.text if card.facts else ""
        made = card_paper(card, f"{text}\n{reasons}", _cases(card), by=by, at=at)
        record_step(
            card,
            "issue",
            by=by,
            at=at,
            data={"colour": card.colour} | refs(reasons=words) | {"paper": made.reference},
        )
        return card


def dismiss_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reasons: Annotated[str, note("不发牌的理由", "如：容错免责、已经另行处理")],
) -> Card:
    """不予发牌: a person decided otherwise than the rule proposed. The same incidents are not proposed again."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_dismiss(card_facts(card, by, at=at), by))
        refuse_what_tells(cases_behind(card), reasons=reasons)
        words = written(card, reasons, "reasons", "请写不发牌的理由。", at=at)
        move(card, CardState.DISMISSED, cards.is_transition)
        card.reasons, card.ended_at = words, at
        finish_duties(subject=card.subject, at=at)
        record_step(card, "dismiss", by=by, at=at, data=refs(reasons=words))
        return card


def serve_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    service: Annotated[Service, choice("送达方式")],
) -> Card:
    """送达: the notice has reached its addressee; from now on the appeal period runs, and nothing of it is public."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_serve(card_facts(card, by, at=at), by))
        move(card, CardState.SERVED, cards.is_transition)
        card.served_at, card.service = at, service
        card.appeal_until = city_calendar().due(at, limit_of("card.appeal", at=at, parameter=card.limits)).at
        finish_duties(subject=card.subject, at=at, verb="serve")
        owe(card, "answer", holder=card.section.key, role=_who_answers(card), at=at)
        entry = record_step(
            card, "serve", by=by, at=at, data={"service": service, "appeal_until": card.appeal_until}
        )
        _tell_supervised(card, entry, at=at)
        return card


def answer_card(
    *,
    card: Card,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    answer: Annotated[str, note("书面说明", "事情的经过、已经怎样改")],
) -> Card:
    """书面说明: what the supervised have to say. It moves no clock and takes no right away."""
    with transaction.atomic():
        card = lock(card, seen=seen)
        refuse_unless(cards.may_answer(card_facts(card, by, at=at), by))
        refuse_what_tells(known_to(by, cases_behind(card)), answer=answer)
        card.answer = written(card, answer, "answer", "请写书面说明。", at=at)
        finish_duties(subject=card.subject, at=at, verb="answer")
        record_step(card, "answer", by=by, at=at, data=refs(answer=card.answer))
        return card


def take_effect(*, card: Card, by: Actor, at: datetime) -> Card:
    """生效: the appeal period ended and nobody appealed; the calendar's own verb."""
    with transaction.atomic():
        card = lock(card)
        if card.state != CardState.SERVED or card.appeal_until is None or at <= card.appeal_until:
            raise WrongState("not_over", "申诉期还没有结束。", "")
        put_in_force(card, at=card.appeal_until)
        drop_duties(subject=card.subject, at=at)
        record_step(card, "take_effect", by=by, at=at, data={"expires_at": card.expires_at})
        return card


def expire_card(*, card: Card, by: Actor, at: datetime) -> Card:
    """到期: it counts no more; the calendar's own verb."""
    with transaction.atomic():
        card = lock(card)
        if card.expires_at is None or at <= card.expires_at:
            raise WrongState("not_over", "这张牌还没有到期。", "")
        move(card, CardState.EXPIRED, cards.is_transition)
        card.ended_at = card.expires_at
        card.published_at = None
        drop_duties(subject=card.subject, at=at)
        record_step(card, "expire", by=by, at=at)
        return card


def doubt_card(*, card: Card, by: Actor, at: datetime) -> Card:
    """依据有变: what an issued card rests on is not found any more; the calendar's own verb. An arbiter owes a look: people decide."""
    with transaction.atomic():
        card = lock(card)
        if card.doubtful_at is not None:
            raise WrongState("doubted_already", "已经提示过依据有变。", "")
        card.doubtful_at = at
        put_to_judges(card, "lift", at=at)
        record_step(card, "doubt", by=by, at=at)
        return card


def put_to_judges(card: Card, verb: str, *, at: datetime) -> Bench:
    """It is owed by the lowest level where somebody can decide who neither issued it nor gains by it."""
    bench = bench_for(card, at=at)
    card.judge = bench.office if bench.office.pk != card.office_id else None
    owe(card, verb, holder=bench.office.key, role=bench.role, at=at)
    return bench


def put_in_force(card: Card, *, at: datetime) -> None:
    """From when it counts, and until when."""
    move(card, CardState.EFFECTIVE, cards.is_transition)
    card.effective_at = at
    card.expires_at = city_calendar().due(at, lasts(card.colour, on=day_of(at))).at


def _absorb(card: Card) -> None:
    """Two yellow cards make a red one: they count as this one from now on, and come back if it is lifted."""
    keys = card.card_incidents.filter(key__startswith="card:").values_list("key", flat=True)
    ids = [int(key.partition(":")[2]) for key in keys]
    Card.objects.filter(pk__in=ids).update(absorbed_by=card)


def _who_answers(card: Card) -> str:
    roles = {str(role) for role in (card.post.roles if card.post else [])}
    for role in (Role.SECTION_HEAD, Role.DESK, Role.UNIT_HEAD, Role.UNIT_DEPUTY):
        if role in roles:
            return role
    return Role.SECTION_HEAD if card.section_id != card.unit_id else Role.UNIT_HEAD


def _tell_supervised(card: Card, entry: Entry, *, at: datetime) -> None:
    keys = [card.section.key, *([f"person:{card.person_id}"] if card.person_id else [])]
    queue_notices(
        entry=entry,
        recipients=[Recipient(key=key) for key in keys],
        title=f"{Colour(card.colour).label}通知书已送达",
        body="请在“针对我的事项”查看依据。可以书面说明，也可以在期限内申诉。",
        at=at,
    )


def _cases(card: Card) -> Sequence[Case]:
    return list(Case.objects.filter(pk__in=cases_behind(card)).order_by("id"))


def free_of(found: Found, taken: frozenset[str]) -> tuple[IncidentFacts, ...]:
    """The incidents of a finding that no card stands on yet."""
    return tuple(one for one in found.incidents if one.key not in taken)
