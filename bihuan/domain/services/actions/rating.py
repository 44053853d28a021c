"""好差评: record a handling, invite, rate once; a bad one is a case at once, verified, rectified by the case's own loop, followed up."""

from datetime import datetime
from typing import Annotated

from django.db import IntegrityError, transaction

from bihuan.domain.cases.actions import receive_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.choices import (
    BAD_LEVELS,
    Found,
    HandlingChannel,
    RatingLevel,
    RatingState,
    RatingVia,
)
from bihuan.domain.services.models import Handling, Item, Rating
from bihuan.domain.services.queries.limits import limit_of
from bihuan.domain.services.queries.rating import area_of, handling_facts, rating_facts
from bihuan.domain.services.queries.versions import version_on
from bihuan.domain.services.rules.ratings import (
    is_in_time,
    may_decide_malice,
    may_doubt,
    may_rate,
    may_record,
    may_verify,
)
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties, start_duty
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.identifiers import phone as read_phone
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, written
from bihuan.kernel.verbs import choice, line, note, pick, verdict

LONGEST_SAID = 1_000
CHANNELS = {RatingVia.QR: "WINDOW", RatingVia.LINK: "PORTAL", RatingVia.PHONE: "PHONE"}


def record_handling(
    *,
    by: Actor,
    at: datetime,
    item: Annotated[Item, pick("事项", "item")],
    office: Annotated[Office, pick("办理窗口或科室", "section")],
    channel: Annotated[HandlingChannel, choice("渠道")] = HandlingChannel.WINDOW,
    applicant: Annotated[str, line("申请人")] = "",
    phone: Annotated[str, line("电话", "用来邀请评价，不留就不邀请")] = "",
    handled_by: Person | None = None,
    finished_at: datetime | None = None,
    source: str = "",
    external_id: str = "",
) -> Handling:
    """登记办结: what was handled, by whom; it may be rated from now on. A neighbouring system's number is taken once."""
    refuse_unless(may_record(frozenset(office.line_ids), by))
    finished = finished_at or at
    if finished > at:
        raise Malformed("future", fields={"finished_at": "办结时间不能晚于现在。"})
    if version_on(item, day_of(finished)) is None:
        raise WrongState("not_offered", "这个事项那天不在办。", "请核对事项和办结时间。")
    if external_id and Handling.objects.filter(source=source, external_id=external_id).exists():
        raise WrongState("received_already", "这一件已经登记过。", "")
    number = str(read_phone(phone)) if phone.strip() else ""
    refuse_unless_fits(Handling, {"applicant": applicant.strip()})
    with transaction.atomic():
        handling = Handling(
            item=item,
            office=office,
            handled_by_id=handled_by.pk if handled_by else by.person_id,
            channel=channel,
            applicant=applicant.strip(),
            phone=number,
            finished_at=finished,
            source=source,
            external_id=external_id,
        )
        handling.save()
        number_it(handling, at=at)
        data = {"number": handling.number, "item": item.task_code, "office": office.code, "channel": channel}
        record_step(handling, "record", by=by, at=at, data=data)
        return handling


def invite_rating(*, handling: Handling, by: Actor, at: datetime) -> Handling:
    """邀请评价: the day has come, once for every handling with a number. Only who has not rated gets the message; the handling's chain says
    the same either way, so that the rated cannot tell from it."""
    with transaction.atomic():
        handling = lock(handling)
        if handling.invited_at or not handling.phone:
            raise WrongState("nothing_to_invite", "已经邀请过，或没有留电话。", "")
        handling.invited_at = at
        entry = record_step(handling, "invite", by=by, at=at)
        if not Rating.objects.filter(handling=handling).exists():
            _invite(handling, entry, at=at)
        return handling


def _invite(handling: Handling, entry: Entry, *, at: datetime) -> None:
    queue_notices(
        entry=entry,
        recipients=[Recipient(key=f"applicant:{handling.pk}", channels=(Channel.SMS,))],
        title=f"请您评价：办件 {handling.number}",
        body=f"您的事项已经办结，请在政务服务网“评价服务”输入办件编号 {handling.number} 和手机号后四位，说说是否满意。评价对窗口保密。",
        at=at,
    )


def rate_handling(
    *,
    handling: Handling,
    by: Actor,
    at: datetime,
    level: Annotated[RatingLevel, choice("是否满意")],
    said: Annotated[str, note("想说的话", "窗口看不到是谁说的")] = "",
    via: RatingVia | None = None,
) -> Rating:
    """评价: once per handling. The lowest two become a case, sealed where a number was left, never sent to the rated."""
    if len(said) > LONGEST_SAID:
        raise Malformed("too_long", fields={"said": f"最多 {LONGEST_SAID} 字。"})
    via = via or (RatingVia.LINK if by.kind is ActorKind.RECEIPT else RatingVia.PHONE)
    with transaction.atomic():
        handling = lock(handling, "item", "office__unit", "handled_by")
        facts = handling_facts(handling)
        refuse_unless(may_rate(facts, by) or is_in_time(facts, at))
        bad = level in BAD_LEVELS
        case = _case(handling, level, said, via, by=by, at=at) if bad else None
        rating = Rating(
            handling=handling,
            level=level,
            via=via,
            case=case,
            at=at,
            state=RatingState.TO_VERIFY if bad else RatingState.GIVEN,
            ended_at=None if bad else at,
        )
        try:
            with transaction.atomic():
                rating.save()
        except IntegrityError:
            raise WrongState("rated_already", "这一件已经评价过，一件只评一次。", "") from None
        if said.strip():
            rating.said = write_note(subject=rating.subject, text=said.strip(), at=at)
        if bad:
            _owe_verification(rating, at=at)
        number_it(rating, at=at)
        # The handling is not named here: whoever reads chains must not join the two.
        record_step(
            rating, "give", by=_nobody(by), at=at, data={"number": rating.number, "level": level, "via": via}
        )
        return rating


def verify_rating(
    *,
    rating: Rating,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    found: Annotated[Found, choice("核实结果")],
    finding: Annotated[str, note("核实情况", "查了什么，有什么依据")],
) -> Rating:
    """核实: was it so? The case goes on by its own loop either way: the person who rated is asked at its end."""
    with transaction.atomic():
        rating = lock(rating, "handling__office", seen=seen)
        refuse_unless(may_verify(rating_facts(rating), by))
        rating.found, rating.state = found, RatingState.VERIFIED
        rating.finding = written(rating, finding, "finding", "请写核实情况。", at=at)
        finish_duties(subject=rating.subject, at=at)
        record_step(rating, "verify", by=by, at=at, data={"found": found} | refs(finding=rating.finding))
        return rating


def doubt_rating(
    *,
    rating: Rating,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    doubt: Annotated[str, note("为什么认为恶意", "评得低不等于恶意，要有事实")],
) -> Rating:
    """认为恶意: a second person decides. Until then it counts."""
    with transaction.atomic():
        rating = lock(rating, "handling__office", seen=seen)
        refuse_unless(may_doubt(rating_facts(rating), by))
        rating.state = RatingState.DOUBTED
        rating.doubt = written(rating, doubt, "doubt", "请写理由。", at=at)
        finish_duties(subject=rating.subject, at=at)
        _owe(rating, "decide_malice", at=at)
        record_step(rating, "doubt", by=by, at=at, data=refs(doubt=rating.doubt))
        return rating


def decide_malice(
    *,
    rating: Rating,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    malicious: Annotated[
        bool,
        verdict("是恶意评价", "是正常评价", legend="复核结论", help="正常评价照常核实整改。"),
    ],
    finding: Annotated[str, note("复核意见")],
) -> Rating:
    """恶意复核: by another person. A malicious one counts in no rate; its case still ends by its own loop."""
    with transaction.atomic():
        rating = lock(rating, "handling__office", seen=seen)
        refuse_unless(may_decide_malice(rating_facts(rating), by))
        rating.finding = written(rating, finding, "finding", "请写复核意见。", at=at)
        finish_duties(subject=rating.subject, at=at)
        if malicious:
            rating.state, rating.malicious_at, rating.ended_at = RatingState.MALICIOUS, at, at
        else:
            rating.state = RatingState.VERIFIED if rating.found else RatingState.TO_VERIFY
            if not rating.found:
                _owe_verification(rating, at=at)
        data = {"malicious": malicious} | refs(finding=rating.finding)
        record_step(rating, "decide_malice", by=by, at=at, data=data)
        return rating


def close_rating(*, rating: Rating, by: Actor, at: datetime) -> Rating:
    """已回访: verified, and its case has ended, after the person who rated was asked. The calendar's step; what nobody has verified yet,
    or somebody has still to decide, stays owed."""
    with transaction.atomic():
        rating = lock(rating, "case")
        ended = rating.case.ended_at if rating.case else None
        if ended is None or rating.state != RatingState.VERIFIED:
            raise WrongState("nothing_to_close", "还没有核实，或工单还没有结束。", "")
        rating.state, rating.ended_at = RatingState.CLOSED, ended
        record_step(rating, "close", by=by, at=at, data={"ended_at": ended})
        return rating


def _case(
    handling: Handling, level: RatingLevel, said: str, via: RatingVia, *, by: Actor, at: datetime
) -> Case:
    """What the office reads; the section gets a restatement. Without a number the report is anonymous."""
    version = version_on(handling.item, day_of(handling.finished_at))
    name = str(version or handling.item)
    content = f"对“{name}”的办理评价为“{level.label}”。\n{said.strip() or '没有留言。'}"
    sealed = bool(handling.phone)
    if sealed:  # the words of a sealed case stay above; those of an anonymous one do not, and the number would tell who rated
        content += f"\n办件编号 {handling.number}。"
    return receive_case(
        by=_nobody(by),
        at=at,
        title=f"差评：{name}"[:60],
        content=content,
        programme="RATING",
        channel=CHANNELS[via],
        request_type=RequestType.COMPLAINT,
        identity=Identity.SEALED if sealed else Identity.ANONYMOUS,
        reporter=Outsider(name=handling.applicant, phone=handling.phone) if sealed else None,
        respondent=handling.office,
        respondent_person=handling.handled_by,
        about_conduct=True,
    )


def _nobody(by: Actor) -> Actor:
    """A rater leaves no trace of which handling they hold."""
    return by if by.kind is ActorKind.PERSON else Actor.public(by.face)


def _owe_verification(rating: Rating, *, at: datetime) -> None:
    _owe(rating, "verify", at=at)


def _owe(rating: Rating, verb: str, *, at: datetime) -> None:
    start_duty(
        subject=rating.subject,
        verb=verb,
        holder=area_of(rating.handling.office).key,
        role=Role.OFFICE if verb == "verify" else Role.CHECKER,
        started_at=at,
        limit=limit_of(f"rating.{verb}", at=at),
    )
