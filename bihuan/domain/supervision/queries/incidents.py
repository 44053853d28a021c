"""From rows of incidents to the values that grounds are tested on, and back."""

from dataclasses import fields
from typing import Any

from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.rules.incidents import IncidentFacts

# What a row holds, in the order of `incident_values`.
INCIDENT_FIELDS = tuple(one.name for one in fields(IncidentFacts))
IDS = {"office": "office_id", "unit": "unit_id", "person": "person_id", "post": "post_id"}


def incident_facts(row: Incident) -> IncidentFacts:
    values: dict[str, Any] = {name: getattr(row, IDS.get(name, name)) for name in INCIDENT_FIELDS}
    return IncidentFacts(**values | {"entries": tuple(row.entries)})


def incident_values(one: IncidentFacts) -> list[Any]:
    return [list(one.entries) if name == "entries" else getattr(one, name) for name in INCIDENT_FIELDS]
