"""Codes in words."""

from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import (
    Difficulty,
    Identity,
    Level,
    Outcome,
    RequestType,
    Urgency,
)
from bihuan.domain.cases.models import (
    Case,
)
from bihuan.faces.workbench.names import office_words
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value


def words_of(case: Case, at: datetime) -> dict[str, str]:
    """Codes in words."""
    on = day_of(at)
    return {
        "kind": RequestType(case.request_type).label,
        "urgency": Urgency(case.urgency).label,
        "difficulty": Difficulty(case.difficulty).label,
        "level": Level(case.level).label,
        "identity": Identity(case.identity).label,
        "office": office_words(case.office),
        "outcome": Outcome(case.outcome).label if case.outcome else "",
        "programme": value("cases.programmes", on=on).get(case.programme, case.programme),
        "channel": value("cases.channels", on=on).get(case.channel, case.channel),
    }


def label_of(codes: Any, code: Any) -> str:
    return str(codes(code).label) if code in codes.values else str(code)
