"""What is brought to the window: received, raised where it could not be solved, explained where policy does not cover it; the window's own difficulties; thanks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.choices import RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.actions import draft_upward
from bihuan.domain.remedies.models import Upward
from bihuan.domain.walkthroughs.actions.common import Claimed, case_from, claim_of, phone_of
from bihuan.domain.walkthroughs.choices import Reception, Thanks
from bihuan.domain.walkthroughs.models import Received, Sitting, Thanked
from bihuan.domain.walkthroughs.queries.facts import sitting_facts
from bihuan.domain.walkthroughs.rules.sittings import may_raise_difficulty, may_thank, may_write
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, record_step, refs, refuse_empty, written
from bihuan.kernel.verbs import choice, count, files, flag, line, note

MOST_AT_ONCE = 200


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
    occurred_at: Claimed = None,
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
    occurred_at: Claimed = None,
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
    occurred_at: Claimed = None,
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


def _refuse_numbers(**numbers: int) -> None:
    fields = {
        name: f"请填 0 到 {MOST_AT_ONCE}。" for name, n in numbers.items() if not 0 <= n <= MOST_AT_ONCE
    }
    if fields:
        raise Malformed("bad_count", "数目不对。", fields=fields)
