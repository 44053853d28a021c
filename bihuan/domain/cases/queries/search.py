"""Search with filters, the same for workbench, export and API."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case, Leg, Reporter
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.rules.identity import ABOVE, OUTSIDE
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.identifiers import is_mobile, phone_digest
from bihuan.kernel.search.found import Found, Ids
from bihuan.kernel.search.queries import matching


@dataclass(frozen=True, slots=True)
class CaseSearch:
    """What is looked for; empty means all. `words` are found in titles and texts, are the beginning of a number, or, for
    those who read reporters, the telephone from which a case was reported."""

    words: str = ""
    states: tuple[str, ...] = ()
    programme: str = ""
    campaign: str = ""
    channel: str = ""
    request_type: str = ""
    urgency: str = ""
    difficulty: str = ""
    level: str = ""
    category: str = ""
    region: str = ""  # code; areas below count
    handled_by: str = ""  # code of an office: it or one below has a part
    enterprise: int | None = None
    registered_from: date | None = None
    registered_to: date | None = None
    outcome: str = ""
    open_only: bool = False
    late_at: datetime | None = None  # only those whose promise is past due at this moment
    group_only: bool = False
    repeated_only: bool = False


LONGEST_NUMBER = 16  # as wide as the column
PLAIN = ("programme", "campaign", "channel", "request_type", "urgency", "difficulty", "level", "outcome")


def search_cases(actor: Actor, wanted: CaseSearch) -> Found[Case]:
    """The cases that this actor may see and that fit, unordered: the caller pages by keyset."""
    words = wanted.words.strip()
    by_number = _by_number(actor, words)

    def seen(ids: Ids) -> QuerySet[Case]:
        found = _fitting(cases_visible_to(actor, ids), wanted)
        return by_number(found, words) if by_number else found

    return Found(seen, "case", "" if by_number else words)


def _by_number(actor: Actor, words: str) -> Callable[[QuerySet[Case], str], QuerySet[Case]] | None:
    """How a telephone number or a case's own is looked for, and anything by whoever reported it; all else is words."""
    if is_mobile(words) and actor.has(*ABOVE):
        return reported_from
    if is_number_begun(words):
        return numbered
    return _own_words if words and actor.kind in OUTSIDE else None


def is_number_begun(words: str) -> bool:
    """Whether this reads as a number or its beginning: the year at least."""
    return words.isascii() and words.isdecimal() and 4 <= len(words) <= LONGEST_NUMBER


def numbered(found: QuerySet[Case], begun: str) -> QuerySet[Case]:
    """Those whose number begins so. As a range: the unique index of either database answers it, and digits sort alike in all."""
    return found.filter(number__gte=begun, number__lte=begun.ljust(LONGEST_NUMBER, "9"))


def _fitting(found: QuerySet[Case], wanted: CaseSearch) -> QuerySet[Case]:
    found = found.filter(**{name: getattr(wanted, name) for name in PLAIN if getattr(wanted, name)})
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.category:
        found = found.filter(category__startswith=wanted.category)
    if wanted.enterprise is not None:
        found = found.filter(enterprise_id=wanted.enterprise)
    return _narrowed(found, wanted)


def _own_words(found: QuerySet[Case], words: str) -> QuerySet[Case]:
    """The index knows a sealed case by its restatement only; whoever reported it finds it by their own words."""
    said = without_nul(words)
    own = Q(identity=Identity.SEALED) & (Q(title__contains=said) | Q(content__text__contains=said))
    return found.filter(Q(pk__in=matching(found, "case", words).values("pk")) | own)


def reported_from(found: QuerySet[Case], number: str) -> QuerySet[Case]:
    """Those that were reported openly from a telephone number, by its digest; a sealed reporter is not found by it."""
    named = Reporter.objects.filter(phone_digest=phone_digest(number), case__identity=Identity.NAMED)
    return found.filter(pk__in=named.values("case_id"))


def _narrowed(found: QuerySet[Case], wanted: CaseSearch) -> QuerySet[Case]:
    if wanted.region:
        found = found.filter(region__code__startswith=wanted.region.rstrip("0") or wanted.region)
    if wanted.handled_by:
        offices = Office.objects.filter(path__contains=f"/{_office_id(wanted.handled_by)}/")
        found = found.filter(pk__in=Leg.objects.filter(office__in=offices).values("case_id"))
    if wanted.registered_from:
        found = found.filter(registered_at__gte=_midnight(wanted.registered_from))
    if wanted.registered_to:
        found = found.filter(registered_at__lt=_midnight(wanted.registered_to + timedelta(days=1)))
    if wanted.open_only:
        found = found.filter(ended_at=None)
    if wanted.group_only:
        found = found.filter(is_group=True)
    if wanted.repeated_only:
        found = found.filter(links__kind__in=["RECURRENCE", "REPEAT"], links__undone_at=None)
    if wanted.late_at:
        late = Duty.objects.filter(
            subject_kind="case", verb="promise", done_at=None, due_at__lt=wanted.late_at
        )
        found = found.filter(pk__in=late.values("subject_id"))
    return found


def _office_id(code: str) -> int:
    return Office.objects.filter(code=code).values_list("pk", flat=True).first() or 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CITY_TIME)
