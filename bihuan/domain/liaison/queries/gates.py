"""One gate per noun: lists, pages, exports and files all come through here."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.rules.identity import ABOVE, OUTSIDE
from bihuan.domain.liaison.choices import ON_SITE, VisitState
from bihuan.domain.liaison.models import (
    Conflict,
    Edition,
    Help,
    Need,
    Pairing,
    PairingPlan,
    Project,
    Promise,
    StewardRequest,
    Visit,
)
from bihuan.domain.liaison.rules.visits import VISITORS
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.tracked import Kept

K = TypeVar("K", bound=Kept)
# Who looks after an area's firms as a whole.
OVERSEERS = (Role.OFFICE, Role.ARBITER, Role.CHECKER, Role.LEADER)
# Who reads the ten questions and their drafts.
ASKERS = (Role.STEWARD, *OVERSEERS)


def pairings_visible_to(actor: Actor) -> QuerySet[Pairing]:
    """The steward's own, past ones too; the firm's; an area's overseers see all of it."""
    rows = Pairing.objects.all()
    if actor.kind is ActorKind.CALENDAR:
        return rows
    return rows.filter(Q(steward__in=actor.hands) | Q(enterprise__in=_firms(actor)) | _overseen(actor))


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """Whoever goes, the bureaus that come along, the firm's steward of today, the firm once it was told, an area's overseers; one that is
    still to come also whoever could join it instead of coming again."""
    rows = Visit.objects.all()
    if actor.kind is ActorKind.CALENDAR:
        return rows
    along = Q(pk__in=Visit.objects.filter(bureaus__office__in=_own_offices(actor)).values("pk"))
    kept = Q(enterprise__in=_kept_firms(actor))
    told = Q(enterprise__in=_firms(actor), announced_at__isnull=False)
    return rows.filter(Q(visitor__in=actor.hands) | along | kept | told | _overseen(actor) | _to_join(actor))


def promises_visible_to(actor: Actor) -> QuerySet[Promise]:
    """Whoever sees the visit, and whoever holds the promise now; the firm sees what was promised to it."""
    if actor.kind is ActorKind.CALENDAR:
        return Promise.objects.all()
    seen = Q(visit__in=visits_visible_to(actor).values("pk"))
    return Promise.objects.filter(Q(holder__in=actor.hands) | Q(enterprise__in=_firms(actor)) | seen)


def needs_visible_to(actor: Actor) -> QuerySet[Need]:
    """Whoever sees the case. A need names its firm: a sealed one is for the firm and for those above the seal only."""
    if actor.kind is ActorKind.CALENDAR:
        return Need.objects.all()
    rows = Need.objects.filter(case__in=cases_visible_to(actor).values("pk"))
    if actor.kind in OUTSIDE:
        return rows
    above = Q(case__office__in=_own_offices(actor)) if actor.has(*ABOVE) else Q(pk=None)
    return rows.filter(Q(case__identity=Identity.NAMED) | above)


def requests_visible_to(actor: Actor) -> QuerySet[StewardRequest]:
    """The firm that asks and the office that decides; never the steward concerned, whatever other post they hold."""
    rows = StewardRequest.objects.all()
    if actor.kind is ActorKind.CALENDAR:
        return rows
    deciders = Q(office__in=_areas(actor)) if actor.has(Role.OFFICE, Role.ARBITER) else Q(pk=None)
    seen = rows.filter(Q(pairing__enterprise__in=_firms(actor)) | deciders)
    return seen.exclude(pairing__steward__in=actor.hands)


def plans_visible_to(actor: Actor) -> QuerySet[PairingPlan]:
    """An area's overseers."""
    if actor.kind is ActorKind.CALENDAR:
        return PairingPlan.objects.all()
    return PairingPlan.objects.filter(_overseen(actor))


def projects_visible_to(actor: Actor) -> QuerySet[Project]:
    """The steward, the firm, the area's overseers, whoever goes on one of its visits."""
    rows = Project.objects.all()
    if actor.kind is ActorKind.CALENDAR:
        return rows
    visited = Q(pk__in=visits_visible_to(actor).filter(project__isnull=False).values("project"))
    kept = Q(enterprise__in=_kept_firms(actor))
    return rows.filter(kept | Q(enterprise__in=_firms(actor)) | visited | _overseen(actor))


def helps_visible_to(actor: Actor) -> QuerySet[Help]:
    """Everybody who works here, and every firm: what can be offered is no secret."""
    known = actor.kind in (ActorKind.PERSON, ActorKind.CALENDAR, ActorKind.TOKEN) or _firms(actor)
    return Help.objects.all() if known else Help.objects.none()


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    """Whoever asks the ten questions, and whoever looks after an area."""
    return Edition.objects.all() if actor.has(*ASKERS) else Edition.objects.none()


def visit_for(actor: Actor, number: str) -> Visit:
    related = ("enterprise__region", "visitor", "visitor_office", "office", "summary", "answer", "project")
    return _one(visits_visible_to(actor).select_related(*related).prefetch_related("bureaus__office"), number)


def request_for(actor: Actor, number: str) -> StewardRequest:
    related = ("pairing__enterprise", "office", "reason", "answer")
    return _one(requests_visible_to(actor).select_related(*related), number)


def plan_for(actor: Actor, number: str) -> PairingPlan:
    return _one(plans_visible_to(actor).select_related("office"), number)


def project_for(actor: Actor, number: str) -> Project:
    return _one(projects_visible_to(actor).select_related("enterprise", "office"), number)


def help_for(actor: Actor, number: str) -> Help:
    return _one(helps_visible_to(actor).select_related("provider"), number)


def pairing_for(actor: Actor, key: str) -> Pairing:
    rows = pairings_visible_to(actor).select_related("enterprise", "steward", "office", "post__office")
    return _one(rows, _number(key), field="pk")


def conflicts_visible_to(actor: Actor) -> QuerySet[Conflict]:
    """Those in force: a cadre's own, and all of them for the offices that keep them."""
    found = Conflict.objects.filter(ended_at=None)
    return found if actor.has(Role.OFFICE, Role.ARBITER) else found.filter(person__in=actor.hands)


def conflict_for(actor: Actor, key: str) -> Conflict:
    found = conflicts_visible_to(actor).select_related("person", "enterprise").filter(pk=_number(key)).first()
    if found is None:
        raise NotVisible()
    return found


def edition_for(actor: Actor, key: str) -> Edition:
    return _one(editions_visible_to(actor), _number(key), field="pk")


def promise_for(actor: Actor, key: str) -> Promise:
    return _one(
        promises_visible_to(actor).select_related("enterprise", "text", "holder"), _number(key), field="pk"
    )


def need_for(actor: Actor, number: str) -> Need:
    """By the number of its case."""
    return _one(needs_visible_to(actor).select_related("case", "enterprise"), number, field="case__number")


def _firms(actor: Actor) -> list[int]:
    """The firms for which this actor speaks."""
    prefix = "enterprise:"
    return [int(key.removeprefix(prefix)) for key in actor.keys if key.startswith(prefix)]


def _kept_firms(actor: Actor) -> QuerySet[Pairing, int]:
    return Pairing.objects.filter(steward__in=actor.hands, ended_on=None).values_list("enterprise", flat=True)


def _own_offices(actor: Actor) -> list[int]:
    return [int(key.removeprefix("office:")) for key in actor.keys if key.startswith("office:")]


def _areas(actor: Actor) -> QuerySet[Office, int]:
    """The actor's area and every area inside it: a city sees its counties."""
    office = Office.objects.select_related("area").filter(pk=actor.office_id or 0).first()
    if office is None or office.area is None:
        return Office.objects.none().values_list("pk", flat=True)
    return Office.objects.filter(path__startswith=office.area.path).values_list("pk", flat=True)


def _overseen(actor: Actor) -> Q:
    return Q(office__in=_areas(actor)) if actor.has(*OVERSEERS) else Q(pk=None)


def _to_join(actor: Actor) -> Q:
    """Visits on the premises that are to come, of firms in the actor's area or in one around it."""
    if not actor.has(*VISITORS):
        return Q(pk=None)
    near = Q(office__in=_areas(actor)) | Q(office__in=actor.line)
    return Q(state__in=[VisitState.PLANNED, VisitState.ANNOUNCED], kind__in=sorted(ON_SITE)) & near


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0


def _one(found: QuerySet[K], key: str | int, *, field: str = "number") -> K:
    row = found.filter(**{field: key}).first()
    if row is None:
        raise NotVisible()
    return row
