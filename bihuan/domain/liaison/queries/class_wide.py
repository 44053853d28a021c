"""Which needs of firms look like one matter, for the office that would bundle them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.cases.rules.linking import MERGEABLE
from bihuan.domain.enterprises.queries import industry_name
from bihuan.domain.liaison.models import Need
from bihuan.domain.liaison.queries.aspects import aspect_name
from bihuan.domain.liaison.rules.class_wide import Told, class_wide
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.search.terms import terms_of

LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Suggested:
    """One matter, as it is shown. `needs` the oldest first; the first is suggested as the lead."""

    aspect: str
    needs: tuple[Need, ...]
    firms: int
    sure: int
    reasons: tuple[str, ...]


def class_wide_needs(actor: Actor, *, at: datetime) -> list[Suggested]:
    """Open needs that the actor sees and that are not merged yet, grouped where enough different firms say the same. Sealed ones are left
    out: a bundle must not show that a firm is in it. Three queries, bounded."""
    on = day_of(at)
    since = at - timedelta(days=value("liaison.class_days", on=on))
    visible = cases_visible_to(actor).filter(
        state__in=MERGEABLE, identity=Identity.NAMED, about_conduct=False, registered_at__gte=since
    )
    rows = Need.objects.filter(case__in=visible.values("pk")).select_related(
        "case__office", "case__content", "enterprise__region"
    )
    needs = {need.pk: need for need in rows.order_by("-id")[:LOOKED_AT]}
    found = class_wide(
        [_told(need, actor) for need in needs.values()],
        least=value("liaison.class_least", on=on),
        likeness_of=value("liaison.class_likeness", on=on),
    )
    return [
        Suggested(
            aspect=aspect_name(needs[one.ids[0]].aspect, on=on),
            needs=tuple(needs[pk] for pk in one.ids),
            firms=one.firms,
            sure=one.sure,
            reasons=one.reasons,
        )
        for one in found
    ]


def _told(need: Need, actor: Actor) -> Told:
    case, firm = need.case, need.enterprise
    text = f"{title_for(case, words=reads_words(actor, case))}\n{_content(case)}"
    return Told(
        id=need.pk,
        enterprise=need.enterprise_id,
        aspect=need.aspect,
        terms=frozenset(terms_of(text)),
        region=firm.region.name if firm.region else "",
        industry=industry_name(firm.industry) if firm.industry else "",
    )


def _content(case: Case) -> str:
    return case.content.text if case.content else ""


def lead_of(needs: Sequence[Need]) -> Need:
    """Where nobody chose another: the one that has gone farthest, else the oldest."""
    return max(needs, key=lambda need: (MERGEABLE.index(need.case.state), -need.pk))
