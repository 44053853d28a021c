"""What this page counts: of whom (never more than the actor stands for), which programme, over which period. All of it is in the URL."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import areas_in, home_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period
from bihuan.kernel.parameters.values import value

RECENT = "recent"


@dataclass(frozen=True)
class Scope:
    """of: the key for figures.   home: the office for which the actor stands here.   areas, programmes: what can be chosen."""

    home: Office
    area: Office | None
    programme: str
    period: Period
    chosen: str
    areas: list[Office] = field(default_factory=list)
    programmes: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """The whole city."""
        return self.home.parent_id is None

    @cached_property
    def of(self) -> str:
        parts = []
        if self.area is not None:
            parts.append(f"area:{self.area.pk}")
        elif not self.is_whole:
            parts.append(f"{'area' if self.home.body_kind in AREA_BODIES else 'office'}:{self.home.pk}")
        if self.programme:
            parts.append(f"programme:{self.programme}")
        return "+".join(parts)

    @property
    def name(self) -> str:
        return self.area.short_name if self.area else "全市" if self.is_whole else self.home.short_name

    @property
    def label(self) -> str:
        """What stands under every number."""
        names = [self.name, self.programmes.get(self.programme, ""), self.period.label]
        return "，".join(filter(None, names))

    def query(self, **more: str) -> str:
        """This scope as a query string, with more."""
        kept = {
            "period": self.chosen,
            "programme": self.programme,
            "area": self.area.code if self.area else "",
        }
        return urlencode({name: said for name, said in (kept | more).items() if said})


def scope_of(request: Request) -> Scope:
    """Read from the URL, bounded by the actor's keys; what it cannot mean is as if it were not there."""
    home = home_of(request.actor)
    areas = areas_in(home)
    chosen = request.GET.get("period", "")
    programmes = dict(value("cases.programmes", on=day_of(request.at)))
    programme = request.GET.get("programme", "")
    return Scope(
        home=home,
        area=next((area for area in areas if area.code == request.GET.get("area")), None),
        programme=programme if programme in programmes else "",
        period=_period(request, chosen),
        chosen=chosen,
        areas=areas,
        programmes=programmes,
    )


def _period(request: Request, chosen: str) -> Period:
    """What the URL names, else the last twelve months."""
    try:
        return Period.parse(chosen)
    except ValueError:
        return Period.year_to(day_of(request.at))
