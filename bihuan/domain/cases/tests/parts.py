"""Cases made ready for what happens between dispatch and completion: each function hands over a case in that situation."""

from datetime import datetime

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Case, Leg
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.testing.cases import Loop


def do(loop: Loop, action, case: Case, who: str, **inputs) -> Case:
    """This person takes this step, a little later."""
    return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)


def with_section(loop: Loop, **reported) -> Case:
    """李强 of the permits section handles it."""
    return loop.until("contact", **reported)


def with_desk(loop: Loop, **reported) -> Case:
    """马丽 of the housing desk has acknowledged it."""
    return loop.until("subdispatch", **reported)


def with_co_handler(loop: Loop) -> Case:
    """Housing leads, city management is its co-handler; both desks have acknowledged, 李强 handles."""
    case = loop.until("dispatch")
    case = do(
        loop,
        actions.dispatch_case,
        case,
        "zhao_min",
        office=loop.city.housing,
        co_offices=[loop.city.streets],
    )
    case = do(loop, actions.acknowledge_case, case, "ma_li")
    case = do(loop, actions.subdispatch_case, case, "ma_li", office=loop.city.housing_permits)
    case = do(loop, actions.acknowledge_case, case, "li_qiang")
    return do(loop, actions.acknowledge_case, case, "xu_hui")


def proposed_by_handler(loop: Loop, **reported) -> Case:
    """李强 asks to return it; the head has not signed."""
    return do(
        loop,
        actions.return_case,
        with_section(loop, **reported),
        "li_qiang",
        proper=loop.city.streets_enforcement,
        clause="停车管理属市城管局职责。",
    )


def returned_to_desk(loop: Loop, **reported) -> Case:
    """The permits section has returned it, signed: 马丽 owes the answer."""
    return do(loop, actions.sign_return, proposed_by_handler(loop, **reported), "gao_feng")


def returned_to_office(loop: Loop, **reported) -> Case:
    """The housing desk has returned it: 赵敏 owes the answer."""
    return do(
        loop,
        actions.return_case,
        with_desk(loop, **reported),
        "ma_li",
        proper=loop.city.streets,
        clause="停车管理属市城管局职责。",
    )


def returned_twice(loop: Loop) -> Case:
    """Housing returned it, city management returned it again."""
    case = do(loop, actions.reassign_case, returned_to_office(loop), "zhao_min", office=loop.city.streets)
    return do(
        loop, actions.return_case, case, "xu_hui", proper=loop.city.housing, clause="施工围挡属住建职责。"
    )


def lifted(loop: Loop, **reported) -> Case:
    """Nobody answered the housing desk's return for two days: an arbiter owes the ruling."""
    case = returned_to_office(loop, **reported)
    loop.later(days=2)
    leg = parts_of(case)[-1]
    return actions.lift_return(case=case, leg=leg, by=Actor.calendar("test"), at=loop.later())


def parts_of(case: Case) -> list[Leg]:
    return list(case.legs.select_related("office").order_by("id"))


def owed(case: Case) -> dict[tuple[str, str], datetime | None]:
    """What is owed on the case, by verb and holder."""
    duties = Duty.objects.filter(subject_kind="case", subject_id=case.pk, done_at=None)
    return {(duty.verb, duty.holder): duty.due_at for duty in duties}


def promise(case: Case) -> datetime | None:
    """The reporter's date."""
    return Duty.objects.filter(subject_kind="case", subject_id=case.pk, verb="promise").latest("id").due_at
