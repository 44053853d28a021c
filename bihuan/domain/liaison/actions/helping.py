"""帮: offer, say that none fits, what the firm took up, whether it helped; and the catalogue."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.queries.receipt import reporting_holders
from bihuan.domain.liaison.actions.steps import lock, noted, number_it, record_step, refs, written
from bihuan.domain.liaison.choices import NeedState, OfferState
from bihuan.domain.liaison.models import Help, HelpOffer, Need
from bihuan.domain.liaison.queries.aspects import aspect_of
from bihuan.domain.liaison.queries.facts import help_facts, need_facts, offer_facts
from bihuan.domain.liaison.rules.helping import (
    may_end_help,
    may_keep_catalogue,
    may_offer,
    may_say_effect,
    may_say_none_fits,
    may_take_up,
)
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState, refuse_unless
from bihuan.kernel.verbs import day, line, note, pick, verdict


def offer_help(
    *,
    need: Need,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    help: Annotated[Help, pick("帮扶措施", "help")],
    words: Annotated[str, note("给企业的话", "可以不写")] = "",
) -> Need:
    """提供帮扶: a help of the catalogue that holds today; the firm is told and decides."""
    with transaction.atomic():
        need = lock(need, seen=seen)
        refuse_unless(may_offer(need_facts(need), by))
        if not help.holds(on=day_of(at)):
            raise WrongState("help_ended", "这项措施已经停用。", "请从现行措施中选择。")
        if need.offers.filter(help=help).exists():
            raise WrongState("offered_already", "这项措施已经提供过。")
        offer = HelpOffer.objects.create(
            need=need, help=help, state=OfferState.OFFERED, by_id=by.hand, offered_at=at
        )
        offer.reason = noted(need, words, at=at)
        offer.save(update_fields=["reason"])
        need.state = NeedState.OFFERED
        finish_duties(subject=need.subject, verb="offer", at=at)
        data = {"help": help.name, "number": help.number, "aspect": help.aspect} | refs(words=offer.reason)
        record_step(need, "offer", by=by, at=at, data=data, tell=reporting_holders(need.case))
        return need


def say_none_fits(
    *,
    need: Need,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("为什么都不合适", "双优化办据此补充措施")],
) -> Need:
    """没有合适的措施: an honest answer too; the catalogue learns from it."""
    with transaction.atomic():
        need = lock(need, seen=seen)
        refuse_unless(may_say_none_fits(need_facts(need), by))
        offer = HelpOffer(need=need, state=OfferState.NONE_FITS, by_id=by.hand, offered_at=at)
        offer.reason = written(need, reason, "reason", "请写为什么都不合适。", at=at)
        offer.save()
        need.state = NeedState.NONE_FITS
        finish_duties(subject=need.subject, verb="offer", at=at)
        record_step(need, "none_fits", by=by, at=at, data=refs(reason=offer.reason))
        return need


def take_up_help(
    *,
    need: Need,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    help: Annotated[Help, pick("哪项措施", "help")],
    taken: Annotated[bool, verdict("企业采纳", "企业不采纳", legend="企业的意思")],
) -> Need:
    """采纳 or 未采纳: the firm's choice."""
    with transaction.atomic():
        need = lock(need, seen=seen)
        offer = _offer_of(need, help)
        refuse_unless(may_take_up(offer_facts(offer), by))
        offer.state = OfferState.TAKEN_UP if taken else OfferState.NOT_TAKEN
        offer.taken_up_at = at if taken else None
        offer.save(update_fields=["state", "taken_up_at"])
        need.state = NeedState.TAKEN_UP if taken else NeedState.NOT_TAKEN
        verb = "take_up" if taken else "not_take_up"
        record_step(need, verb, by=by, at=at, data={"help": help.name, "number": help.number})
        return need


def say_effect(
    *,
    need: Need,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    help: Annotated[Help, pick("哪项措施", "help")],
    effective: Annotated[bool, verdict("见效", "未见效", legend="效果")],
) -> Need:
    """见效 or 未见效, by the firm's word."""
    with transaction.atomic():
        need = lock(need, seen=seen)
        offer = _offer_of(need, help)
        refuse_unless(may_say_effect(offer_facts(offer), by))
        offer.state = OfferState.EFFECTIVE if effective else OfferState.INEFFECTIVE
        offer.judged_at = at
        offer.save(update_fields=["state", "judged_at"])
        need.state = NeedState.EFFECTIVE if effective else NeedState.INEFFECTIVE
        data = {"help": help.name, "number": help.number, "state": offer.state.label}
        record_step(need, "say_effect", by=by, at=at, data=data)
        return need


def add_help(
    *,
    by: Actor,
    at: datetime,
    aspect: Annotated[str, pick("方面", "aspect")],
    name: Annotated[str, line("措施")],
    measure: Annotated[str, note("内容")],
    provider: Annotated[Office, pick("责任单位或银行", "office")],
    document: Annotated[str, line("依据")],
    condition: Annotated[str, note("条件")] = "",
    ceiling: Annotated[str, line("额度或时限")] = "",
    script: Annotated[str, note("怎么说", "店小二照着说就行")] = "",
    from_on: Annotated[date | None, day("起", "空着就是今天")] = None,
) -> Help:
    """增加帮扶措施: with its document, from a day on."""
    aspect = str(getattr(aspect, "code", aspect))
    aspect_of(aspect, on=day_of(at))
    values = {"name": name.strip(), "ceiling": ceiling.strip(), "document": document.strip()}
    empty = {key: "不能空着。" for key in ("name", "document") if not values[key]}
    if empty or not measure.strip():
        raise Malformed("empty", "请写措施、内容和依据。", fields=empty or {"measure": "不能空着。"})
    refuse_unless_fits(Help, values)
    with transaction.atomic():
        area = _area(by)
        refuse_unless(may_keep_catalogue(by, area.pk))
        help = Help(
            office=area,
            aspect=aspect,
            measure=measure.strip(),
            provider=provider,
            condition=condition.strip(),
            script=script.strip(),
            from_on=from_on or day_of(at),
            **values,
        )
        help.save()
        number_it(help, at=at)
        data = {"name": help.name, "aspect": aspect, "document": help.document, "provider": provider.code}
        record_step(help, "add", by=by, at=at, data=data)
        return help


def revise_help(
    *,
    help: Help,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    measure: Annotated[str, note("内容")],
    document: Annotated[str, line("依据")],
    condition: Annotated[str, note("条件")] = "",
    ceiling: Annotated[str, line("额度或时限")] = "",
    script: Annotated[str, note("怎么说", "店小二照着说就行")] = "",
    from_on: Annotated[date | None, day("自哪一天起", "空着就是今天")] = None,
) -> Help:
    """修订: a new text is a new row with its own document; the old one is offered until the day before. Returns the new one."""
    on = from_on or day_of(at)
    with transaction.atomic():
        old = lock(help, "office", "provider", seen=seen)
        refuse_unless(may_end_help(help_facts(old), by))
        if on < max(old.from_on, day_of(at)):
            sentence = "不能早于今天和现行措施开始的那天。"
            raise Malformed("past_day", "起始日期太早。", fields={"from_on": sentence})
        new = add_help(
            by=by,
            at=at,
            aspect=old.aspect,
            name=old.name,
            measure=measure,
            provider=old.provider,
            document=document,
            condition=condition,
            ceiling=ceiling,
            script=script,
            from_on=on,
        )
        old.ended_on = on
        record_step(old, "revise", by=by, at=at, data={"number": new.number, "from_on": on})
        return new


def end_help(
    *,
    help: Help,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    ended_on: Annotated[date | None, day("自哪一天起停用", "空着就是今天")] = None,
) -> Help:
    """停用: not offered any more; what was offered stays."""
    with transaction.atomic():
        help = lock(help, seen=seen)
        refuse_unless(may_end_help(help_facts(help), by))
        earliest = max(help.from_on, day_of(at))
        if ended_on is not None and ended_on < earliest:
            sentence = "不能早于今天和这项措施开始的那天。"
            raise Malformed("past_day", "停用日期太早。", fields={"ended_on": sentence})
        help.ended_on = ended_on or earliest
        record_step(help, "end", by=by, at=at, data={"ended_on": help.ended_on})
        return help


def _offer_of(need: Need, help: Help) -> HelpOffer:
    offer = HelpOffer.objects.select_for_update().filter(need=need, help=help).first()
    if offer is None:
        raise Malformed("not_offered", "这项措施没有提供过。", fields={"help": "请选择已提供的措施。"})
    return offer


def _area(by: Actor) -> Office:
    office = Office.objects.select_related("area").filter(pk=by.office_id or 0).first()
    if office is None:
        raise NotAllowed("no_office", "您现在没有岗位。", "请联系双优化办。")
    return office.area or office
