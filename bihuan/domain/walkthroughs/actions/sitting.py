"""坐窗口: start, receive, raise what could not be solved, explain what policy does not cover, thanks, end, decide doubts."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import receive_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions import draft_upward
from bihuan.domain.remedies.models import Upward
from bihuan.domain.walkthroughs.actions.doubting import decide_doubts, doubt
from bihuan.domain.walkthroughs.choices import RECEIVED, Reception, SittingState, Thanks, TurnState
from bihuan.domain.walkthroughs.models import Received, Roster, Sitting, Thanked, Turn
from bihuan.domain.walkthroughs.queries.facts import roster_facts, sitting_facts
from bihuan.domain.walkthroughs.queries.limits import same_text_since
from bihuan.domain.walkthroughs.queries.turns import turn_today
from bihuan.domain.walkthroughs.rules.doubts import Looked
from bihuan.domain.walkthroughs.rules.rosters import may_call_on, may_sit
from bihuan.domain.walkthroughs.rules.sittings import may_judge, may_raise_difficulty, may_thank, may_write
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, refuse_empty, written
from bihuan.kernel.verbs import choice, count, files, flag, line, moment, note, pick

MOST_AT_ONCE = 200


def start_sitting(
    *,
    by: Actor,
    at: datetime,
    window: Annotated[Office, pick("哪个窗口", "section")],
    companion: Annotated[Person | None, pick("谁陪同记录", "person")] = None,
    occurred_at: Annotated[datetime | None, moment("手机记的时间")] = None,
) -> Sitting:
    """开始坐窗口: today's turn where there is one, else on one's own accord. What the phone says is a claim; our receipt starts the clock."""
    refuse_unless(may_call_on(by))
    with transaction.atomic():
        return _start(by=by, at=at, window=window, companion=companion, claimed=occurred_at, turn=None)


def sit_turn(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    companion: Annotated[Person | None, pick("谁陪同记录", "person")] = None,
) -> Roster:
    """坐窗口: today's turn begins."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_sit(roster_facts(roster, by), by))
        turn = turn_today(by.hands, at=at, roster=roster)
        if turn is None:
            raise WrongState("no_turn_today", "您今天没有班次。", "可以从“坐窗口”临时开始一次。")
        _start(by=by, at=at, window=turn.window, companion=companion, claimed=None, turn=turn)
        roster.refresh_from_db()
        return roster


def _start(
    *,
    by: Actor,
    at: datetime,
    window: Office,
    companion: Person | None,
    claimed: datetime | None,
    turn: Turn | None,
) -> Sitting:
    _refuse_second(by)
    if companion is not None and companion.pk in by.hands:
        raise Malformed(
            "own_companion", "陪同记录的应是另一个人。", fields={"companion": "请换一位，或不填。"}
        )
    turn = turn or turn_today(by.hands, at=at)
    sitting = Sitting.objects.create(
        unit=own_unit(by),
        leader_id=by.hand,
        companion=companion,
        window=window,
        turn=turn,
        claimed_from=claim_of(claimed, at),
        opened_at=at,
    )
    if turn is not None:
        _sat(turn, by=by, at=at)
    number_it(sitting, at=at)
    record_step(
        sitting,
        "start",
        by=by,
        at=at,
        data={"number": sitting.number, "window": window.code, "turn": turn.pk if turn else None},
    )
    return sitting


def _sat(turn: Turn, *, by: Actor, at: datetime) -> None:
    """The turn is no longer owed; the roster's own chain says so."""
    turn.state = TurnState.SAT
    turn.save(update_fields=["state"])
    roster = lock(turn.plan.roster, "unit")
    finish_duties(subject=roster.subject, item=turn.item, at=at)
    record_step(roster, "sit", by=by, at=at, data={"turn": turn.pk})


def receive_people(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    handled: Annotated[int, count("当场办理几件")] = 0,
    advised: Annotated[int, count("咨询解答几件")] = 0,
    people: Annotated[int, count("接待几人")] = 1,
    gist: Annotated[str, note("简要情况", "不写姓名电话")] = "",
    occurred_at: Annotated[datetime | None, moment("手机记的时间")] = None,
) -> Sitting:
    """接待: what was handled or advised on the spot."""
    _refuse_numbers(handled=handled, advised=advised, people=people)
    if handled + advised == 0:
        raise Malformed("nothing_received", "还没有写办了几件。", fields={"handled": "办理或咨询至少一件。"})
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_write(sitting_facts(sitting), by))
        text = write_note(subject=sitting.subject, text=gist, at=at) if gist.strip() else None
        kinds = [(Reception.HANDLED, handled), (Reception.ADVISED, advised)]
        for place, (kind, matters) in enumerate(one for one in kinds if one[1]):
            Received.objects.create(
                sitting=sitting,
                kind=kind,
                matters=matters,
                people=people if place == 0 else 0,
                gist=text if place == 0 else None,
                at=at,
                claimed_at=claim_of(occurred_at, at),
            )
        data = {"handled": handled, "advised": advised, "people": people} | refs(gist=text)
        record_step(sitting, "receive", by=by, at=at, data=data)
        return sitting


def raise_unsolved(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    content: Annotated[str, note("什么事没能解决")],
    consent: Annotated[bool, flag("已征得本人同意，转成工单")] = False,
    name: Annotated[str, line("群众姓名", "不愿留名就空着")] = "",
    phone: Annotated[str, line("电话", "不留电话就是匿名")] = "",
    request_type: Annotated[RequestType, choice("类型")] = RequestType.REQUEST,
    photos: Annotated[Sequence[Attachment], files("照片")] = (),
    occurred_at: Annotated[datetime | None, moment("手机记的时间")] = None,
) -> Sitting:
    """转工单: what could not be solved on the spot becomes a case, with the consent of whose matter it is; the result comes back to the finder."""
    refuse_empty(content, "content", "请写什么事没能解决。")
    if not consent:
        raise Malformed(
            "no_consent", "还没有征得本人同意。", fields={"consent": "请当面问一声，同意了再转。"}
        )
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_write(sitting_facts(sitting), by))
        case = case_from(
            by=by, at=at, content=content, unit=sitting.window, name=name, phone=phone,
            request_type=request_type, programme="SITTING", photos=photos, claimed=claim_of(occurred_at, at),
        )  # fmt: skip
        _received(sitting, Reception.UNSOLVED, case, at=at, claimed=occurred_at)
        record_step(sitting, "raise_case", by=by, at=at, data={"case": case.number})
        return sitting


def explain_policy(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    content: Annotated[str, note("群众要办什么")],
    explanation: Annotated[str, note("怎么解释的", "依据哪一条、还能怎么办")],
    name: Annotated[str, line("群众姓名", "愿意等上级答复的请留名")] = "",
    phone: Annotated[str, line("电话")] = "",
    consent: Annotated[bool, flag("已征得本人同意，登记下来")] = False,
    upward: Annotated[bool, flag("就同类问题向上反映")] = False,
    superior: Annotated[str, line("报送机关", "写全称，如：省人力资源和社会保障厅")] = "",
    request: Annotated[str, note("希望上级怎样支持")] = "",
    occurred_at: Annotated[datetime | None, moment("手机记的时间")] = None,
) -> Sitting:
    """政策不覆盖: not simply refused. What was explained is written down; for the whole class it is reported upward, and who waits is told."""
    refuse_empty(content, "content", "请写群众要办什么。")
    refuse_empty(explanation, "explanation", "请写怎么解释的：不能一拒了之。")
    if (upward or phone.strip()) and not consent:
        raise Malformed(
            "no_consent", "登记下来要本人同意。", fields={"consent": "请当面问一声，同意了再登记。"}
        )
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_write(sitting_facts(sitting), by))
        case = None
        if consent:
            case = case_from(
                by=by, at=at, content=f"{content}\n当场解释：{explanation}", unit=sitting.window, name=name,
                phone=phone, request_type=RequestType.REQUEST, programme="SITTING", claimed=claim_of(occurred_at, at),
            )  # fmt: skip
        report = _report(content, superior, request, case, by=by, at=at) if upward and case else None
        explained = written(sitting, explanation, "explanation", "请写怎么解释的。", at=at)
        _received(
            sitting,
            Reception.NOT_COVERED,
            case,
            at=at,
            claimed=occurred_at,
            explanation=explained,
            upward=report,
        )
        record_step(
            sitting,
            "explain",
            by=by,
            at=at,
            data={"case": case.number if case else "", "upward": report.number if report else ""}
            | refs(explanation=explained),
        )
        return sitting


def _report(problem: str, superior: str, request: str, case: Case, *, by: Actor, at: datetime) -> Upward:
    """One report for the whole class; the case joins it, and its reporter will be told the answer."""
    return draft_upward(
        by=by, at=at, title=problem.strip().splitlines()[0][:60], superior=superior, problem=problem,
        request=request, cases=[case],
    )  # fmt: skip


def raise_difficulty(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    content: Annotated[str, note("窗口人员的困难", "系统、设备、人手、规定，什么让窗口难做")],
) -> Sitting:
    """窗口的困难: what makes the window's own work hard becomes a case like any other."""
    refuse_empty(content, "content", "请写困难是什么。")
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_raise_difficulty(sitting_facts(sitting), by))
        case = case_from(
            by=by, at=at, content=content, unit=sitting.window, request_type=RequestType.SUGGESTION,
            programme="SITTING", name=by.name, phone=phone_of(by.person_id),
        )  # fmt: skip
        _received(sitting, Reception.DIFFICULTY, case, at=at, claimed=None, people=0)
        record_step(sitting, "raise_difficulty", by=by, at=at, data={"case": case.number})
        return sitting


def record_thanks(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    kind: Annotated[Thanks, choice("形式")] = Thanks.LETTER,
    times: Annotated[int, count("几次")] = 1,
) -> Sitting:
    """群众感谢: a letter or a banner, also when it comes after the end."""
    if not 1 <= times <= MOST_AT_ONCE:
        raise Malformed("bad_count", "次数不对。", fields={"times": f"请填 1 到 {MOST_AT_ONCE}。"})
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_thank(sitting_facts(sitting), by))
        Thanked.objects.create(sitting=sitting, kind=kind, times=times, at=at)
        record_step(sitting, "thank", by=by, at=at, data={"kind": Thanks(kind).label, "times": times})
        return sitting


def end_sitting(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    summary: Annotated[str, note("小结", "看到了什么、准备改什么")],
    occurred_at: Annotated[datetime | None, moment("手机记的时间")] = None,
) -> Sitting:
    """结束坐窗口: what looks like theatre is marked at once, and not counted until a person has looked."""
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_write(sitting_facts(sitting), by))
        sitting.summary = written(sitting, summary, "summary", "请写小结。", at=at)
        sitting.summary_digest = digest_of(summary)
        sitting.claimed_to = claim_of(occurred_at, at)
        sitting.state, sitting.ended_at = SittingState.FINISHED, at
        found = doubt(sitting, _looked(sitting, at), at=at)
        data = {"minutes": sitting.minutes or 0, "doubts": [rule.code for rule in found]}
        record_step(sitting, "end", by=by, at=at, data=data | refs(summary=sitting.summary))
        return sitting


def judge_sitting(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    genuine: Annotated[bool, flag("属实，计入")] = False,
    reason: Annotated[str, note("怎么核的", "看了什么、问了谁")],
) -> Sitting:
    """核定存疑: a person says whether it was real; only then is it counted, or left out for good."""
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(may_judge(sitting_facts(sitting), by))
        why = decide_doubts(sitting, genuine=genuine, reason=reason, by=by, at=at)
        record_step(sitting, "judge", by=by, at=at, data={"genuine": genuine} | refs(reason=why))
        return sitting


def case_from(
    *,
    by: Actor,
    at: datetime,
    content: str,
    unit: Office,
    request_type: RequestType,
    programme: str,
    name: str = "",
    phone: str = "",
    photos: Sequence[Attachment] = (),
    claimed: datetime | None = None,
    category: str = "",
    title: str = "",
) -> Case:
    """Everything that is wrong becomes a case; whoever raises it stays its finder. Without a number to call it is anonymous."""
    return receive_case(
        by=by,
        at=at,
        content=content,
        title=title,
        programme=programme,
        channel="WINDOW",
        request_type=request_type,
        identity=Identity.NAMED if phone.strip() else Identity.ANONYMOUS,
        reporter=Outsider(name=name, phone=phone) if phone.strip() else None,
        respondent=unit.unit or unit,
        occurred_at=claimed,
        category=category,
        attachments=photos,
    )


def digest_of(text: str) -> str:
    """The same words, whatever blanks are between them."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def _received(
    sitting: Sitting,
    kind: Reception,
    case: Case | None,
    *,
    at: datetime,
    claimed: datetime | None,
    people: int = 1,
    **more: object,
) -> None:
    Received.objects.create(
        sitting=sitting, kind=kind, case=case, people=people, at=at, claimed_at=claim_of(claimed, at), **more
    )


def _looked(sitting: Sitting, at: datetime) -> Looked:
    lines = list(sitting.received.all())
    minutes = {(one.claimed_at or one.at).replace(second=0, microsecond=0) for one in lines}
    earlier = Sitting.objects.filter(
        summary_digest=sitting.summary_digest, unit=sitting.unit, ended_at__gte=same_text_since(at)
    )
    return Looked(
        noun="sitting",
        minutes=sitting.minutes or 0,
        people=sum(one.people for one in lines if one.kind in RECEIVED),
        written=len(lines),
        moments=len(minutes),
        same_text=earlier.exclude(pk=sitting.pk).exists(),
        begins=sitting.claimed_from or sitting.opened_at,
        received_at=sitting.opened_at,
    )


def claim_of(claimed: datetime | None, at: datetime) -> datetime | None:
    """What a phone's clock said, unless it lies in the future: then it says nothing."""
    return claimed if claimed is not None and claimed <= at else None


def _refuse_second(by: Actor) -> None:
    for number in Sitting.objects.filter(leader_id=by.hand, state=SittingState.OPEN).values_list(
        "number", flat=True
    ):
        raise WrongState(
            "sitting_already", f"您还有一次坐窗口没有结束（{number}）。", "请先结束那一次。", number=number
        )


def own_unit(by: Actor) -> Office:
    office = Office.objects.select_related("unit").filter(pk=by.office_id or 0).first()
    if office is None:
        raise NotAllowed("no_office", "您现在没有岗位。", "请联系系统管理员。")
    return office.unit or office


def phone_of(person_id: int | None) -> str:
    """An office number by which a leader is asked whether it is mended; empty where none is known."""
    return Person.objects.filter(pk=person_id or 0).values_list("phone", flat=True).first() or ""


def _refuse_numbers(**numbers: int) -> None:
    fields = {
        name: f"请填 0 到 {MOST_AT_ONCE}。" for name, n in numbers.items() if not 0 <= n <= MOST_AT_ONCE
    }
    if fields:
        raise Malformed("bad_count", "数目不对。", fields=fields)
