"""Rows without a reply: they enter the loop here and now, by the same door as every other problem."""

from datetime import datetime
from typing import Any

from bihuan.domain.cases.actions import Outsider, receive_case
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor


def register_open(
    key: str,
    values: dict[str, Any],
    source: str,
    office: Office,
    programme: str,
    *,
    by: Actor,
    at: datetime,
) -> Case:
    """Clocks start on receipt; when it was said elsewhere is a claim. Without a phone number nobody can be called: anonymous."""
    phone = values["phone"] or ""
    code = values["region_code"]
    return receive_case(
        by=by,
        at=at,
        content=values["content"],
        title=values["title"] or "",
        programme=programme,
        channel="IMPORT",
        request_type=RequestType(values["request_type"] or RequestType.REQUEST),
        identity=Identity.NAMED if phone else Identity.ANONYMOUS,
        reporter=Outsider(name=values["name"] or "", phone=phone) if phone else None,
        region=Region.objects.filter(code=code).first() if code else None,
        office=office,
        category=values["category"] or "",
        address=values["address"] or "",
        occurred_at=values["registered_at"],
        source=source,
        external_id=key,
    )
