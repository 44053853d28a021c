"""The log as XES (IEEE 1849), which every process-mining tool reads: one trace per handling, a start and a complete event per step."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

CITY = timezone(timedelta(hours=8))
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<classifier name="step" keys="concept:name"/>
"""


def xes(events: Iterable[tuple[str, str, Any, Any]], *, name: str) -> Iterator[str]:
    """The text, piece by piece."""
    yield f'{HEAD}<string key="concept:name" value={_quoted(name)}/>\n'
    for handling, rows in groupby(events, key=lambda row: row[0]):
        yield f'<trace><string key="concept:name" value={_quoted(handling)}/>\n'
        for _, step, began, ended in rows:
            yield _event(step, "start", began) + _event(step, "complete", ended)
        yield "</trace>\n"
    yield "</log>\n"


def _event(step: str, transition: str, at: datetime) -> str:
    moment = at.replace(tzinfo=CITY).isoformat(timespec="seconds")
    return (
        f'<event><string key="concept:name" value={_quoted(step)}/>'
        f'<string key="lifecycle:transition" value="{transition}"/>'
        f'<date key="time:timestamp" value="{moment}"/></event>\n'
    )


def _quoted(text: str) -> str:
    """An attribute; characters that XML does not know are left out."""
    return quoteattr("".join(one for one in text if one >= " " and one not in "\ufffe\uffff"))
