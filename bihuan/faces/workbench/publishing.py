"""公布数字: what the city says of itself, proposed here and signed on the one queue of approvals."""

from collections.abc import Collection, Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.indicators.actions import propose_publication
from bihuan.domain.indicators.queries import city, publications
from bihuan.domain.indicators.rules import PROPOSERS, SIGNER, may_propose
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.subjects import Named
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import spoken
from bihuan.kernel.figures.choices import FigureStatus
from bihuan.kernel.figures.models import Published
from bihuan.kernel.refusals import Refusal

READERS = (*PROPOSERS, SIGNER)


def _may(actor: Actor) -> Refusal | None:
    return may_propose(actor, city=city().pk)


PROPOSING = Making(
    label="提请公布",
    action=propose_publication,
    may=_may,
    back="workbench:publications",
    back_label="公布数字",
    url=lambda published: reverse("workbench:publications"),
    lead="现在就算出来并固定下来，由市领导签发这一个数；签发后，群众在“公开的数字”里看到它和它的口径。已经公布过的期间，这就是一次更正，原来的值一并留着。",
    done="已提请公布。接下来：市领导在“审批”里签发。",
)


@staff(*READERS)
@require_safe
def publications_page(request: Request) -> HttpResponse:
    """Everything that was proposed, the latest first, with who said it and who signed."""
    page = page_of(publications(), request, order=("-id",))
    rows = [
        {
            "row": one,
            "said": spoken(one.value, one.over),
            "status": FigureStatus(one.status),
        }
        for one in page.rows
    ]
    context = {"page": page, "rows": rows, "may_propose": _may(request.actor) is None}
    return render(request, "workbench/publications.html", context)


def name_publications(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    """Numbers that wait for a signature as lines of lists; there is no secret in them."""
    rows = Published.objects.filter(pk__in=ids)
    url = reverse("workbench:publications")
    return {row.pk: Named(f"{row.name}：{spoken(row.value, row.over)}", url) for row in rows}
