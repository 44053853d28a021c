"""The loop as a funnel, and where the open cases are: counted over what this actor sees."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.faces.dashboard.numbers import records_url
from bihuan.faces.dashboard.scopes import Scope
from bihuan.faces.shared.components.funnels import Step
from bihuan.kernel.access import Actor

# Past a step: by its date, or by a state that comes after it.
STEPS: Mapping[str, tuple[str, Q]] = {
    "registered": ("登记", Q()),
    "accepted": ("受理", Q(accepted_at__isnull=False)),
    "dispatched": ("派单", Q(dispatched_at__isnull=False)),
    "completed": (
        "办结",
        Q(struck_off_at__isnull=False) | Q(state__in=[State.COMPLETED, State.STRUCK_OFF, State.DISSATISFIED]),
    ),
    "struck_off": ("销号", Q(struck_off_at__isnull=False)),
    "closed": ("回访结案", Q(struck_off_at__isnull=False, state=State.CLOSED)),
}


def cases_in(actor: Actor, scope: Scope) -> QuerySet[Case]:
    """The cases that this actor sees, registered in the period; imported history is not in the loop."""
    found = cases_visible_to(actor).exclude(state=State.ANSWERED)
    found = found.filter(registered_at__gte=scope.period.begins_at, registered_at__lt=scope.period.ends_at)
    if scope.programme:
        found = found.filter(programme=scope.programme)
    return found.filter(office=scope.area) if scope.area else found


def funnel_of(actor: Actor, scope: Scope) -> list[Step]:
    """Every count opens its list. One query."""
    counts = cases_in(actor, scope).aggregate(
        **{
            name: Count("pk", filter=condition) if condition else Count("pk")
            for name, (_, condition) in STEPS.items()
        }
    )
    return [Step(label, counts[name], records_url(scope, step=name)) for name, (label, _) in STEPS.items()]


def standing_of(actor: Actor, scope: Scope) -> list[tuple[State, int, str]]:
    """How many are in each state now. One query."""
    rows = cases_in(actor, scope).order_by().values("state").annotate(n=Count("pk"))
    counts = {row["state"]: row["n"] for row in rows}
    return [
        (state, counts[state], records_url(scope, state=str(state))) for state in State if counts.get(state)
    ]


def narrowed(actor: Actor, scope: Scope, *, step: str = "", state: str = "") -> QuerySet[Case]:
    """The list behind one count."""
    found = cases_in(actor, scope)
    if step in STEPS:
        found = found.filter(STEPS[step][1])
    return found.filter(state=state) if state in State.values else found
