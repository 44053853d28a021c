"""What pages of a case, an order, a report upward and a campaign show. Cases are always seen through the case gate."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bihuan.domain.cases.choices.states import EXITED
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.rules.ledger import ON_LEDGER
from bihuan.domain.remedies.models import Campaign, CampaignCase, Order, ProblemArea, Upward, UpwardCase
from bihuan.domain.remedies.queries.gates import orders_visible_to, upwards_visible_to
from bihuan.kernel.access import Actor


def orders_of(case: Case, actor: Actor) -> QuerySet[Order]:
    """The systemic fixes that follow from a case, tracked until verified."""
    return orders_visible_to(actor).filter(order_cases__case=case).order_by("id")


def upwards_of(case: Case, actor: Actor) -> QuerySet[Upward]:
    """The reports upward that carry a case."""
    return upwards_visible_to(actor).filter(upward_cases__case=case).order_by("id")


def cases_behind(order: Order, actor: Actor) -> QuerySet[Case]:
    """The cases from which an order follows, as far as this actor sees them."""
    return cases_visible_to(actor).filter(pk__in=order.order_cases.values("case")).order_by("id")


def cases_carried_by(upward: Upward, actor: Actor) -> QuerySet[Case]:
    """The like cases of a report upward, as far as this actor sees them."""
    carried = UpwardCase.objects.filter(upward=upward).values("case")
    return cases_visible_to(actor).filter(pk__in=carried).order_by("id")


@dataclass(frozen=True, slots=True)
class AreaAccount:
    """One problem area's figures: taken in = open + struck off + left otherwise."""

    area: ProblemArea | None
    taken_in: int
    still_open: int
    struck_off: int
    exited: int


def campaign_account(campaign: Campaign) -> list[AreaAccount]:
    """The campaign's ledger per problem area, areas without a case included; cases without an area last."""
    counted = (
        CampaignCase.objects.filter(campaign=campaign)
        .values("area")
        .annotate(
            taken_in=Count("id"),
            still_open=Count("id", filter=Q(case__state__in=sorted(ON_LEDGER))),
            exited=Count("id", filter=Q(case__state__in=sorted(EXITED))),
        )
    )
    rows = counted.values_list("area", "taken_in", "still_open", "exited")
    by_area: dict[int | None, tuple[int, int, int]] = {
        area: (taken_in, still_open, exited) for area, taken_in, still_open, exited in rows
    }
    areas: list[ProblemArea | None] = list(campaign.areas.order_by("code"))
    if None in by_area:
        areas.append(None)
    return [_account(area, by_area.get(area.pk if area else None, (0, 0, 0))) for area in areas]


def campaign_cases(campaign: Campaign, actor: Actor, *, area: ProblemArea | None = None) -> QuerySet[Case]:
    """The cases behind a figure of the campaign, as far as this actor sees them."""
    held = CampaignCase.objects.filter(campaign=campaign)
    if area is not None:
        held = held.filter(area=area)
    return cases_visible_to(actor).filter(pk__in=held.values("case")).order_by("-id")


def _account(area: ProblemArea | None, counts: tuple[int, int, int]) -> AreaAccount:
    taken_in, still_open, exited = counts
    return AreaAccount(area, taken_in, still_open, taken_in - still_open - exited, exited)
