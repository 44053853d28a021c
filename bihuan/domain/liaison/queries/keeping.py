"""A steward's firms, whoever needs them now first; one question per kind of thing, however many firms."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Max, QuerySet

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import CONTACT, UPCOMING, NeedState, VisitState
from bihuan.domain.liaison.models import Need, Pairing, Promise, Visit
from bihuan.domain.liaison.queries.gates import needs_visible_to
from bihuan.domain.liaison.queries.visiting import promises_held_by
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.models import Duty

FAR = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass
class KeptFirm:
    """One of my firms. visit_due: by when I must have been in touch. cases: open ones with the moment they are due, the nearest first."""

    pairing: Pairing
    firm: Enterprise
    visit_due: datetime | None = None
    last_contact: datetime | None = None
    next_visit: Visit | None = None
    waiting: list[Need] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    cases: list[tuple[Case, datetime | None]] = field(default_factory=list)

    def urgent_at(self) -> datetime | None:
        """The nearest thing that is due here."""
        close = city_calendar().close_of
        moments = [
            self.visit_due if self.next_visit is None else None,
            *(close(promise.due_on) for promise in self.promises),
            *(due for _, due in self.cases),
        ]
        return min((moment for moment in moments if moment is not None), default=None)


def kept_firms(actor: Actor) -> list[KeptFirm]:
    """Mine and those of whoever I act for: first where help is awaited, then by what is due next."""
    pairings = Pairing.objects.filter(steward__in=actor.hands, ended_on=None)
    rows = [KeptFirm(p, p.enterprise) for p in pairings.select_related("enterprise__region").order_by("id")]
    by_firm = {row.firm.pk: row for row in rows}
    _visits(by_firm)
    for need in _waiting(by_firm, actor):
        by_firm[need.enterprise_id].waiting.append(need)
    for person in actor.hands:
        for promise in promises_held_by(person):
            if promise.enterprise_id in by_firm:
                by_firm[promise.enterprise_id].promises.append(promise)
    _cases(by_firm, actor)
    _clocks(rows)
    return sorted(rows, key=_by_need)


def _by_need(row: KeptFirm) -> tuple[bool, datetime]:
    return not row.waiting, row.urgent_at() or FAR


def _waiting(by_firm: dict[int, KeptFirm], actor: Actor) -> QuerySet[Need]:
    """Needs that wait for a help. A sealed one is no steward's: not even that there is one."""
    rows = needs_visible_to(actor).filter(enterprise__in=by_firm, case__identity=Identity.NAMED)
    return rows.filter(state=NeedState.WAITING, case__ended_at=None).select_related("case").order_by("id")


def _visits(by_firm: dict[int, KeptFirm]) -> None:
    coming = Visit.objects.filter(enterprise__in=by_firm, state__in=sorted(UPCOMING)).order_by("-planned_for")
    for visit in coming:
        by_firm[visit.enterprise_id].next_visit = visit
    done = Visit.objects.filter(enterprise__in=by_firm, state=VisitState.DONE, kind__in=sorted(CONTACT))
    for firm, last in done.values_list("enterprise").annotate(last=Max("ended_at")).order_by():
        by_firm[firm].last_contact = last


def _cases(by_firm: dict[int, KeptFirm], actor: Actor) -> None:
    """Those whose firm is no secret: a cadre who also handles a sealed case does not learn here from whom it is."""
    open_ = list(
        cases_visible_to(actor)
        .filter(enterprise__in=by_firm, ended_at=None, identity=Identity.NAMED, about_conduct=False)
        .select_related("office")
        .order_by("id")
    )
    due: dict[int, datetime] = {}
    promised = Duty.objects.filter(
        subject_kind="case", subject_id__in=[case.pk for case in open_], verb="promise", done_at=None
    )
    due.update((pk, at) for pk, at in promised.values_list("subject_id", "due_at") if at is not None)
    for case in sorted(open_, key=lambda case: (case.pk not in due, due.get(case.pk) or case.registered_at)):
        by_firm[case.enterprise_id or 0].cases.append((case, due.get(case.pk)))


def _clocks(rows: list[KeptFirm]) -> None:
    by_pairing = {row.pairing.pk: row for row in rows}
    owed = Duty.objects.filter(subject_kind="pairing", subject_id__in=by_pairing, verb="visit", done_at=None)
    for pk, due_at in owed.values_list("subject_id", "due_at"):
        by_pairing[pk].visit_due = due_at
