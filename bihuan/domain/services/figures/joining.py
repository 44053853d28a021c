"""一事联办: whether one matter instead of several is done while the resident waits."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from bihuan.domain.organisations.counting import Rows, Source, Tally
from bihuan.domain.services.choices import MatterState
from bihuan.domain.services.models import Matter
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value


def _done(as_of: datetime) -> Rows:
    return Matter.objects.filter(state=MatterState.DONE, ended_at__lte=as_of)


def _on_the_spot(as_of: datetime) -> Q:
    """Counted from acceptance, on the clock: the resident waits through lunch too."""
    minutes = value("services.on_the_spot", on=day_of(as_of))
    return Q(ended_at__lte=F("accepted_at") + timedelta(minutes=minutes))


JOINING = (
    Tally(
        code="services.joint_on_the_spot",
        name="一事联办当场办结率",
        definition="期内办结的联办件，从受理到办结不超过 services.on_the_spot（30）分钟的占多少。",
        base="期内全部事项都办成的联办件；部分办成、不予受理和撤回的不算。",
        unit="%",
        sources=(Source(_done, "ended_at", inside="joint__window", above=_on_the_spot),),
    ),
)
