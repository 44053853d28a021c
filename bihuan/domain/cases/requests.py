"""Long work on cases that a person asks for: an import."""

from io import BytesIO

from django.core.files import File
from django.core.files.storage import default_storage

from bihuan.domain.cases.importing import ImportOrder, run_import
from bihuan.domain.organisations.models import Office, Post
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.jobs.kinds import Finished, Progress, RequestKind, register_request_kind
from bihuan.kernel.jobs.models import Request


def run(request: Request, progress: Progress) -> Finished:
    """payload: file (attachment id), source, office (code), programme, mapping (name), columns (head → code). Repeats safely."""
    wanted = request.payload
    by = actor_for(
        request.asked_by,
        Post.objects.select_related("office").get(pk=request.post_id or 0),
        "workbench",
        at=request.asked_at,
    )
    order = ImportOrder(
        source=wanted["source"],
        office=Office.objects.get(code=wanted["office"]),
        programme=wanted.get("programme") or "HOTLINE_12345",
        columns=wanted.get("columns") or {},
        mapping_name=wanted.get("mapping") or "",
    )
    rejects = BytesIO()
    with default_storage.open(Attachment.objects.get(pk=wanted["file"]).path, "rb") as file:
        done = run_import(
            file, order, by=by, at=request.started_at or request.asked_at, rejects=rejects, done=progress
        )
    outcome = {
        "run": done.pk,
        "added": done.added,
        "opened": done.opened,
        "repeated": done.repeated,
        "rejected": done.rejected,
    }
    if not done.rejected:
        return Finished(outcome=outcome)
    rejects.seek(0)
    kept = receive_file(upload=File(rejects, "退回的行.xlsx"), by=by, at=request.asked_at)
    return Finished(result_id=kept.pk, outcome=outcome)


register_request_kind(RequestKind("import_cases", "导入热线工单", run))
