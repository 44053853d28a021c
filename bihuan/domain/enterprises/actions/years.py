"""The figures of a year, and whether a firm counts as above-scale in it."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.actions.locks import lock_enterprise
from bihuan.domain.enterprises.choices import AboveScaleKind
from bihuan.domain.enterprises.models import AboveScale, Enterprise, EnterpriseYear
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.queries.size import size_class
from bihuan.domain.enterprises.rules.keeping import may_keep_register
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, count

FIRST_YEAR = 1978


def record_year(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    year: int,
    staff: int | None = None,
    revenue_fen: int | None = None,
    assets_fen: int | None = None,
) -> EnterpriseYear:
    """Record a year's figures; the size class follows by the rule in force at the year's end. A figure that is left out is unknown."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise)
        refuse_unless(may_keep_register(enterprise_facts(enterprise), by))
        _refuse_unless_a_year(year, at)
        _refuse_unless_counts(staff=staff, assets_fen=assets_fen)
        refuse_unless_fits(
            EnterpriseYear, {"staff": staff, "revenue_fen": revenue_fen, "assets_fen": assets_fen}
        )
        found = size_class(
            enterprise.industry,
            staff=staff,
            revenue_fen=revenue_fen,
            assets_fen=assets_fen,
            on=date(year, 12, 31),
        )
        row, _ = EnterpriseYear.objects.update_or_create(
            enterprise=enterprise,
            year=year,
            defaults={
                "staff": staff,
                "revenue_fen": revenue_fen,
                "assets_fen": assets_fen,
                "size_class": found or "",
            },
        )
        _show_latest(enterprise)
        record(
            subject=enterprise.subject,
            event="enterprise.record_year",
            by=by,
            at=at,
            data={"year": year, "size": found.label if found else "不能确定"},
        )
    return row


def _refuse_unless_a_year(year: int, at: datetime) -> None:
    if not FIRST_YEAR <= year <= day_of(at).year:
        raise Malformed(fields={"year": f"年度应在 {FIRST_YEAR} 年到今年之间。"})


def _refuse_unless_counts(**figures: int | None) -> None:
    wrong = [name for name, figure in figures.items() if figure is not None and figure < 0]
    if wrong:
        raise Malformed(fields=dict.fromkeys(wrong, "不能为负数。"))


def _show_latest(enterprise: Enterprise) -> None:
    """The firm shows the class of its latest year that has one."""
    latest = (
        enterprise.years.exclude(size_class="").order_by("-year").values_list("size_class", flat=True).first()
    )
    enterprise.size_class = latest or ""
    enterprise.save(update_fields=["size_class"])


def record_above_scale(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    kind: Annotated[AboveScaleKind, choice("类别")],
    year: Annotated[int, count("年度")],
    seen: int | None = None,
) -> AboveScale:
    """Mark a firm as above-scale of a kind in a year, as the statistics office lists it."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep_register(enterprise_facts(enterprise), by))
        _refuse_unless_a_year(year, at)
        row, is_new = AboveScale.objects.get_or_create(enterprise=enterprise, kind=kind, year=year)
        if not is_new:
            raise WrongState("marked_already", f"{year} 年已列为{kind.label}。")
        record(
            subject=enterprise.subject,
            event="enterprise.record_above_scale",
            by=by,
            at=at,
            data={"year": year, "kind": kind.label, "code": kind},
        )
    return row


def withdraw_above_scale(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    kind: Annotated[AboveScaleKind, choice("类别")],
    year: Annotated[int, count("年度")],
    seen: int | None = None,
) -> None:
    """Take a mark back that was set by mistake."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep_register(enterprise_facts(enterprise), by))
        deleted, _ = AboveScale.objects.filter(enterprise=enterprise, kind=kind, year=year).delete()
        if not deleted:
            raise WrongState("not_marked", f"{year} 年没有列为{kind.label}。")
        record(
            subject=enterprise.subject,
            event="enterprise.withdraw_above_scale",
            by=by,
            at=at,
            data={"year": year, "kind": kind.label, "code": kind},
        )
