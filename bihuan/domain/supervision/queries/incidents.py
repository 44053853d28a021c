"""From rows of incidents to the values that grounds are tested on, and back."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.kernel.bulk import read_rows

INCIDENT_FIELDS = IncidentFacts._fields
IDS = {"office": "office_id", "unit": "unit_id", "person": "person_id", "post": "post_id"}
COLUMNS = tuple(IDS.get(name, name) for name in INCIDENT_FIELDS)  # `entries` is the last


def facts_by_id(rows: QuerySet[Incident]) -> Iterator[tuple[int, IncidentFacts]]:
    """Id and values of each row, without a model in between: there may be a million."""
    for pk, *values, entries in read_rows(rows.values_list("pk", *COLUMNS)):
        yield pk, IncidentFacts._make((*values, tuple(entries)))


def incident_facts(row: Incident) -> IncidentFacts:
    values: dict[str, Any] = {name: getattr(row, IDS.get(name, name)) for name in INCIDENT_FIELDS}
    return IncidentFacts(**values | {"entries": tuple(row.entries)})
