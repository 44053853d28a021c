"""What leads to a card and stands before nobody yet. One lateness, at most one card: what a card stands on already is left out, and the
ground must still hold with what remains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.choices import Level
from bihuan.domain.supervision.models import Card, CardIncident, Finding, Incident
from bihuan.domain.supervision.queries.incidents import incident_facts
from bihuan.domain.supervision.queries.terms import own_grounds, terms_by_day
from bihuan.domain.supervision.queries.volumes import volumes
from bihuan.domain.supervision.rules.grounds import Found, ground_named
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value

ORDER = {Level.RED: 0, Level.YELLOW: 1}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card that a rule proposes."""

    found: Found
    section: Office
    unit: Office


def proposals(*, at: datetime) -> Iterator[Proposal]:
    """In an order of their own, the graver first, so that what comes together is decided in one way only."""
    for finding in _open_findings(at):
        proposal = _proposal(finding)
        if proposal is not None:
            yield proposal


def _open_findings(at: datetime) -> Sequence[Finding]:
    since = at - timedelta(days=value("supervision.reach_days", on=day_of(at)))
    rows = (
        Finding.objects.filter(level__in=[Level.YELLOW, Level.RED], at__gte=since, at__lte=at)
        .exclude(key__in=Card.objects.exclude(finding_key="").values("finding_key"))
        .exclude(unit__body_kind__in=sorted(ASKED_NOT_ORDERED))
        .select_related("office__area", "office__unit", "unit")
    )
    return sorted(rows, key=lambda one: (ORDER[Level(one.level)], one.at, one.key))


def _proposal(finding: Finding) -> Proposal | None:
    """Read again at its turn: another proposal of this run may have taken its incidents."""
    taken = set(CardIncident.objects.filter(key__in=finding.incidents).values_list("key", flat=True))
    rows = Incident.objects.filter(key__in=set(finding.incidents) - taken, counts=True)
    free = [incident_facts(row) for row in rows]
    day = day_of(finding.at)
    ground = ground_named(finding.ground, own_grounds(day))
    if ground is None or not free:
        return None
    terms = terms_by_day()
    due = volumes([finding.office_id], {day_of(one.at).year for one in free})
    found = ground.found(free, due, lambda at: terms(finding.ground, at))
    same = next((one for one in found if one.key == finding.key), None)
    return Proposal(same, finding.office, finding.unit) if same else None
