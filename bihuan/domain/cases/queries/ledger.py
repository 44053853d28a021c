"""期初 + 新收 + 重新打开 − 销号 − 其他退出 = 期末, for an office, a programme and a period. Year-end carries over by itself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from bihuan.domain.cases.choices import LedgerKind
from bihuan.domain.cases.models import Case, LedgerLine
from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import CITY_TIME

K = LedgerKind
COMES = (K.NEW, K.REOPENED, K.TAKEN_OVER)
GOES = (K.STRUCK_OFF, K.EXITED, K.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One period's account. Between offices: taken over counts with what came, handed over with what left otherwise."""

    opening: int
    new: int
    reopened: int
    taken_over: int
    struck_off: int
    exited: int
    handed_over: int

    @property
    def other_exits(self) -> int:
        return self.exited + self.handed_over

    @property
    def closing(self) -> int:
        came = self.opening + self.new + self.reopened + self.taken_over
        return came - self.struck_off - self.other_exits


def ledger(
    *, from_on: date, to_on: date, office: Office | None = None, programme: str = "", campaign: str = ""
) -> Ledger:
    """The account of a period, both days counted. Without an office: of the whole city, where handing over inside it is no movement."""
    lines = _lines(office, programme, campaign)
    start, end = _midnight(from_on), _midnight(to_on + timedelta(days=1))
    period = Q(at__gte=start, at__lt=end)
    counted = lines.filter(at__lt=end).aggregate(
        **{kind: Count("id", filter=period & Q(kind=kind)) for kind in map(str, K)},
        came=Count("id", filter=Q(at__lt=start, kind__in=COMES)),
        left=Count("id", filter=Q(at__lt=start, kind__in=GOES)),
    )
    return Ledger(
        opening=counted["came"] - counted["left"],
        new=counted[K.NEW],
        reopened=counted[K.REOPENED],
        taken_over=counted[K.TAKEN_OVER],
        struck_off=counted[K.STRUCK_OFF],
        exited=counted[K.EXITED],
        handed_over=counted[K.HANDED_OVER],
    )


def ledger_records(
    kind: LedgerKind, *, from_on: date, to_on: date, office: Office | None = None, programme: str = ""
) -> QuerySet[Case]:
    """The cases behind one figure of the account; the caller narrows them to what its reader may see."""
    lines = _lines(office, programme, "").filter(
        kind=kind, at__gte=_midnight(from_on), at__lt=_midnight(to_on + timedelta(days=1))
    )
    return Case.objects.filter(pk__in=lines.values("case_id"))


def _lines(office: Office | None, programme: str, campaign: str) -> QuerySet[LedgerLine]:
    found = LedgerLine.objects.all()
    if office is not None:
        found = found.filter(office=office)
    else:
        found = found.exclude(kind__in=[K.TAKEN_OVER, K.HANDED_OVER])
    if programme:
        found = found.filter(programme=programme)
    if campaign:
        found = found.filter(case__campaign=campaign)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CITY_TIME)
