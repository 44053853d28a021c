"""How each begins: a plain form; from the board with a draft filled in, so that one click and one look make the paper."""

from collections.abc import Callable, Mapping
from typing import Any

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import Rung
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries.board import rung_after
from bihuan.domain.supervision.rules import ladder, records
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.names import ids_in
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.supervision.kinds import kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal

May = Callable[[Actor, int], Refusal | None]
LISTED_AT_ONCE = 20


def _somewhere(may: May) -> Callable[[Actor], Refusal | None]:
    def asked(actor: Actor) -> Refusal | None:
        ids = ids_in(actor.keys, "office") | ids_in(actor.keys, "admin")
        if any(may(actor, office) is None for office in ids):
            return None
        return NotAllowed("not_your_step", "您的岗位不发起这一项。", "请联系负责的双优化办。")

    return asked


MAY: Mapping[str, Callable[[Actor], Refusal | None]] = {
    "supervisions": _somewhere(ladder.may_issue),
    "interviews": _somewhere(records.may_arrange),
    "circulars": _somewhere(records.may_draft),
    "outages": _somewhere(records.may_record_outage),
}
ACTIONS: Mapping[str, tuple[Callable[..., Any], str, str]] = {
    "supervisions": (
        actions.issue_supervision,
        "发出后，公文自动成文编号，督办对象按层级有各自的报告期限；挂牌督办先送领导批准。",
        "已发出。接下来：督办对象报告；挂牌的先等领导批准。",
    ),
    "interviews": (
        actions.arrange_interview,
        "安排后通知被约谈人；谈完写纪要，由本人确认。",
        "已安排。接下来：约谈，写纪要。",
    ),
    "circulars": (
        actions.draft_circular,
        "起草后送领导签发。不写人名，不写反映人和工单。",
        "已起草。接下来：送签。",
    ),
    "outages": (
        actions.record_outage,
        "登记后由另一个人认定；认定以前不影响任何计算。",
        "已登记。接下来：认定。",
    ),
}


def may_open(kind: Kind, actor: Actor) -> bool:
    return kind.slug in MAY and MAY[kind.slug](actor) is None


def making_of(slug: str) -> Making:
    kind = kinds()[slug]
    action, lead, done = ACTIONS[slug]
    return Making(
        label=kind.opening,
        action=action,
        may=MAY[slug],
        back=kind.list_url,
        back_label=kind.label,
        url=kind.url,
        lead=lead,
        done=done,
        initial=lambda request: _draft(request) if slug == "supervisions" else {},
    )


def _draft(request: Request) -> dict[str, Any]:
    """From the board: the late parts of one office or unit on one paper, on the rung after the last one."""
    office = Office.objects.filter(code=request.GET.get("to", "")).select_related("unit").first()
    if office is None:
        return {}
    late = Incident.objects.filter(kind="LATE", until=None, counts=True, subject_kind="case")
    late = late.filter(office__path__startswith=office.path)
    cases = list(
        cases_visible_to(request.actor)
        .filter(pk__in=late.values("subject_id"), legs__office__path__startswith=office.path)
        .distinct()
        .order_by("id")[:LISTED_AT_ONCE]
    )
    asked = (office.unit or office).body_kind in ASKED_NOT_ORDERED
    rung = Rung.REQUEST if asked else rung_after(office)
    return {
        "rung": rung,
        "addressee": office,
        "cases": cases,
        "title": f"{office.short_name} {len(cases)} 件工单超期未办",
        "demand": "请逐件说明超期的原因、办到哪一步、什么时候办完，以及今后怎样防止；能当场办结的请立即办结并联系反映人。",
    }
