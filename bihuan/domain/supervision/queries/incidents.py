"""From rows of incidents to the values that grounds are tested on, and back."""

from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.rules.incidents import IncidentFacts

# What a row holds, in the order of `incident_values`.
INCIDENT_FIELDS = tuple(one.name for one in fields(IncidentFacts))
IDS = {"office": "office_id", "unit": "unit_id", "person": "person_id", "post": "post_id"}
COLUMNS = tuple(IDS.get(name, name) for name in INCIDENT_FIELDS)  # `entries` is the last


def facts_by_id(rows: QuerySet[Incident]) -> Iterator[tuple[int, IncidentFacts]]:
    """Id and values of each row, without a model in between: there may be a million."""
    for pk, *values in rows.values_list("pk", *COLUMNS).iterator():
        values[-1] = tuple(values[-1])
        yield pk, IncidentFacts(*values)


def incident_facts(row: Incident) -> IncidentFacts:
    values: dict[str, Any] = {name: getattr(row, IDS.get(name, name)) for name in INCIDENT_FIELDS}
    return IncidentFacts(**values | {"entries": tuple(row.entries)})


incident_values = attrgetter(*INCIDENT_FIELDS)
