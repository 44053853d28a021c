"""Files: uploaded first, then named by key in a verb; read only through the gate of what they belong to."""

from typing import Any

from ninja import File, Router, UploadedFile

from bihuan.domain.cases.queries import case_for
from bihuan.faces.api.auth import needs
from bihuan.faces.api.problems import READS, UPLOADS
from bihuan.faces.api.shapes import AttachmentOut
from bihuan.faces.shared.requests import Request
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.gates import attachment_for
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.refusals import NotVisible

router = Router(tags=["attachments"])


@router.post("/attachments", response={201: AttachmentOut}, summary="上传", openapi_extra=UPLOADS)
def upload(request: Request, file: File[UploadedFile]) -> tuple[int, dict[str, Any]]:
    """Recognised by content, cleaned and stored; attach it within a day by naming its key in a verb."""
    actor = needs(request, "cases:act")
    return 201, _out(receive_file(upload=file, by=actor, at=request.at))


@router.get(
    "/cases/{number}/attachments", response=list[AttachmentOut], summary="一件的附件", openapi_extra=READS
)
def list_attachments(request: Request, number: str) -> list[dict[str, Any]]:
    """The files of a case that this caller may open."""
    actor = needs(request, "cases:read")
    case = case_for(actor, number)
    return [_out(file) for file in files_of(case.subject) if _opens(request, file)]


def _opens(request: Request, file: Attachment) -> bool:
    try:
        return attachment_for(request.actor, file.key) == file
    except NotVisible:
        return False


def _out(file: Attachment) -> dict[str, Any]:
    return {
        "key": file.key,
        "name": file.original_name,
        "kind": file.kind,
        "size": file.size,
        "sha256": file.sha256,
        "item": file.item,
        "href": f"/files/{file.key}",
    }
