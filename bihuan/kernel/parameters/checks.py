"""`bihuan check` reads every shipped parameter file."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from bihuan.kernel.parameters.reading import FaultyParameters, shipped


@register("parameters")
def every_file_holds(**_: Any) -> list[CheckMessage]:
    """Each fault of each file, so that a slip is found before the value is asked for."""
    try:
        shipped()
    except FaultyParameters as faulty:
        return [Error(fault, id="parameters.E001") for fault in faulty.faults]
    return []
