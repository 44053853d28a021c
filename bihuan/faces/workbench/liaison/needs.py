"""One need on its page: the matter is its case; here is what was offered and what came of it."""

from datetime import datetime

from django.urls import reverse

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.liaison.choices import OfferState
from bihuan.domain.liaison.models import Help, Need
from bihuan.domain.liaison.queries import aspect_name
from bihuan.domain.liaison.queries.helping import helps_for
from bihuan.domain.liaison.queries.limits import limit_of
from bihuan.faces.shared.wording.numbers import limit_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of


def title(need: Need) -> str:
    return f"{need.enterprise.name} · {aspect_name(need.aspect, on=day_of(need.raised_at))}"


def show(need: Need, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact(
                "企业", need.enterprise.name, url=reverse("workbench:enterprise", args=[need.enterprise.code])
            ),
            fact("方面", aspect_name(need.aspect, on=day_of(at))),
            fact("店小二", need.steward.name if need.steward else "还没有"),
            fact("提出", at=need.raised_at),
            fact("哪次走访", need.visit.number if need.visit else ""),
        ),
        tables=[_offers(need, at), _catalogue(need, at)],
        cases=cases_visible_to(actor).filter(pk=need.case_id),
        cases_title="工单",
    )


def _offers(need: Need, at: datetime) -> Table:
    rows = [
        (
            Cell(offer.help.name if offer.help else "没有合适的措施"),
            Cell(offer.help.provider.short_name if offer.help else ""),
            Cell(OfferState(offer.state).label, tone=OfferState(offer.state).colour),
            Cell(at=offer.offered_at),
            Cell(offer.reason.text if offer.reason else ""),
        )
        for offer in need.offers.select_related("help__provider", "reason").order_by("id")
    ]
    return Table(
        "提供过的帮扶",
        ("措施", "谁提供", "结果", "时间", "说明"),
        rows,
        f"还没有。{limit_words(str(limit_of('need.offer', at=at)))}内选一项措施，或说明都不合适。",
    )


def _catalogue(need: Need, at: datetime) -> Table:
    rows = [_help(help) for help in helps_for(need.aspect, on=day_of(at))]
    return Table(
        "这个方面现有的措施",
        ("措施", "谁提供", "条件", "额度或时限", "怎么说"),
        rows,
        "目录里这个方面还没有措施；选“没有合适的措施”，双优化办会看到。",
    )


def _help(help: Help) -> tuple[Cell, ...]:
    return (
        Cell(help.name),
        Cell(help.provider.short_name),
        Cell(help.condition or "—"),
        Cell(help.ceiling or "—"),
        Cell(help.script or help.measure),
    )
