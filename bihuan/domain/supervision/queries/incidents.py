"""From rows of incidents to the values that grounds are tested on, and back."""

from dataclasses import fields
from typing import Any

from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.rules.incidents import IncidentFacts

COLUMNS = tuple(one.name for one in fields(IncidentFacts))
IDS = {"office": "office_id", "unit": "unit_id", "person": "person_id", "post": "post_id"}


def incident_facts(row: Incident) -> IncidentFacts:
    values: dict[str, Any] = {name: getattr(row, IDS.get(name, name)) for name in COLUMNS}
    return IncidentFacts(**values | {"entries": tuple(row.entries)})


def incident_row(one: IncidentFacts) -> Incident:
    values = {IDS.get(name, name): getattr(one, name) for name in COLUMNS}
    return Incident(**values | {"entries": list(one.entries)})
