"""Long work that is asked for from the workbench and done by a worker."""

import tempfile
from typing import cast

from django.http import QueryDict

from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries import actor_for
from bihuan.faces.shared.requests import Request as HttpRequest
from bihuan.faces.workbench.exports import EXPORT, found_for, keep_export, write_cases
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now
from bihuan.kernel.jobs.kinds import Finished, Progress, RequestKind, register_request_kind
from bihuan.kernel.jobs.models import Request


def export_cases(request: Request, progress: Progress) -> Finished:
    """The list as this person in this post sees it when the worker comes to it; repeats safely, it only reads."""
    at = now()
    post = Post.objects.select_related("office").get(pk=request.post_id or 0)
    absent = Person.objects.filter(pk=request.acting_for_id).first() if request.acting_for_id else None
    actor = actor_for(request.asked_by, post, "workbench", at=at, acting_for=absent)
    asking = cast(HttpRequest, _Asking(at))
    found = found_for(actor, asking, QueryDict(request.payload["filters"]))
    with tempfile.TemporaryFile() as out:
        count = write_cases(out, found, actor, request.payload["columns"], at, progress)
        out.seek(0)
        kept = keep_export(out, f"cases-{day_of(at):%Y%m%d}.xlsx", actor, at)
    return Finished(result_id=kept.pk, outcome={"rows": count})


class _Asking:
    """What filters need of a request: its moment."""

    def __init__(self, at: object) -> None:
        self.at = at


register_request_kind(RequestKind(EXPORT, "导出工单", export_cases))
