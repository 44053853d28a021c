"""What sittings and walks share: the phone's claim, whose hand it is, the same words again, and the case that comes of it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from bihuan.domain.cases.actions import receive_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.refusals import NotAllowed
from bihuan.kernel.verbs import moment

# What the clock of whoever writes says, where it is not now.
Claimed = Annotated[datetime | None, moment("实际时间", "不是现在的才填；时限按平台收到的算")]


def claim_of(claimed: datetime | None, at: datetime) -> datetime | None:
    """What a phone's clock said, unless it lies in the future: then it says nothing."""
    return claimed if claimed is not None and claimed <= at else None


def own_unit(by: Actor) -> Office:
    office = Office.objects.select_related("unit").filter(pk=by.office_id or 0).first()
    if office is None:
        raise NotAllowed("no_office", "您现在没有岗位。", "请联系系统管理员。")
    return office.unit or office


def phone_of(person_id: int | None) -> str:
    """An office number by which a leader is asked whether it is mended; empty where none is known."""
    return Person.objects.filter(pk=person_id or 0).values_list("phone", flat=True).first() or ""


def digest_of(text: str) -> str:
    """The same words, whatever blanks are between them."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def case_from(
    *,
    by: Actor,
    at: datetime,
    content: str,
    unit: Office,
    request_type: RequestType,
    programme: str,
    name: str = "",
    phone: str = "",
    photos: Sequence[Attachment] = (),
    claimed: datetime | None = None,
    category: str = "",
    title: str = "",
) -> Case:
    """Everything that is wrong becomes a case; whoever raises it stays its finder. Without a number to call it is anonymous."""
    return receive_case(
        by=by,
        at=at,
        content=content,
        title=title,
        programme=programme,
        channel="WINDOW",
        request_type=request_type,
        identity=Identity.NAMED if phone.strip() else Identity.ANONYMOUS,
        reporter=Outsider(name=name, phone=phone) if phone.strip() else None,
        respondent=unit.unit or unit,
        occurred_at=claimed,
        category=category,
        attachments=photos,
    )
