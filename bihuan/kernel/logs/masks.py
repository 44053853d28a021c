"""The last net. Nothing that names a person should reach a log line; what does (a database's error repeats a value) is masked."""

import re
from collections.abc import MutableMapping
from typing import Any

# An identity number (18 signs, the last may be X), then a mobile or landline number. Times and ids of ours are shorter or longer.
PERSONAL = re.compile(
    r"(?<![A-Za-z0-9_.])(?:\d{17}[\dXx]|1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![A-Za-z0-9_])|[\w.+-]+@[\w-]+\.[\w.]+"
)
MASK = "［已隐去］"


def without_personal_data(
    logger: Any, method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor: mask every text of a line."""
    for key, value in line.items():
        if isinstance(value, str):
            line[key] = PERSONAL.sub(MASK, value)
    return line
