"""What every action here does on top of a remedy's steps: let the supervised see, keep a paper."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import (
    let_see,
    lock,
    number_it,
    owe,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.rules.common import UNIT_VOICE
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.actions import keep_document
from bihuan.kernel.documents.models import Document
from bihuan.kernel.documents.numerals import document_number
from bihuan.kernel.documents.official import Item, official_document
from bihuan.kernel.states import move

__all__ = [
    "let_office_see",
    "let_see",
    "let_unit_see",
    "lock",
    "move",
    "number_it",
    "office_of",
    "owe",
    "paper",
    "record_step",
    "refs",
    "refuse_empty",
    "written",
]


def office_of(office: Office) -> Office:
    """The government whose 双优化办 is in charge of what this office does: of its area; for an area's own desk, the area itself."""
    return office.area or office


def let_office_see(thing: Remedy) -> None:
    let_see(thing, thing.office.line_keys)


def let_unit_see(
    thing: Remedy, unit: Office, *, section: Office | None = None, person_id: int | None = None
) -> None:
    """The head of the section, those who speak for the unit, and the person: nobody else of the unit."""
    for role in UNIT_VOICE:
        let_see(thing, [unit.key], needs_role=role)
    if section is not None and section.pk != unit.pk:
        for role in (Role.SECTION_HEAD, Role.DESK):
            let_see(thing, [section.key], needs_role=role)
    if person_id is not None:
        let_see(thing, [f"person:{person_id}"])


def paper(
    thing: Remedy,
    kind: str,
    word: str,
    *,
    title: str,
    body: Sequence[Item | str],
    to: str,
    by: Actor,
    at: datetime,
    copies_to: Sequence[str] = (),
    letter: bool = False,
    signer: Office | None = None,
) -> Document:
    """The official paper in GB/T 9704 form: built, numbered after the thing, kept, and hashed into the entry by whoever calls. `signer`: a
    level that decides in place of the office in charge."""
    office = signer or thing.office
    desk = office.desk or office
    number = document_number(word, day_of(at).year, _sequence(thing))
    content = official_document(
        title=title,
        body=body,
        signed_by=desk.name,
        on=day_of(at),
        number=number,
        head=desk.name if letter else f"{desk.name}文件",
        to=to,
        copies_to=copies_to,
        letter=letter,
    )
    return keep_document(
        kind=kind,
        title=title.replace("\n", ""),
        content=content,
        subject=thing.subject,
        by=by,
        at=at,
        number=number,
    )


def _sequence(thing: Remedy) -> int:
    """The place of a thing among those of its kind and year: the digits after the year."""
    return int((thing.number or "0")[4:] or 0)
