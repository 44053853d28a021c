"""Options of a picker, as the person types."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.shared.forms.picks import FEW
from bihuan.faces.shared.requests import Request
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import PICKERS


@login_required
@require_safe
def pick(request: Request, source: str) -> HttpResponse:
    """What the words find, for the actor: `<option>`s."""
    picker = PICKERS.get(source)
    if picker is None:
        raise NotVisible("no_such_picker", "没有这份名单。", "")
    words = request.GET.get(f"{request.GET.get('field', '')}__words", "")
    rows = picker.find(request.actor, words)[:FEW]
    options = [(picker.key(row), picker.label(row)) for row in rows]
    return render(request, "shared/widgets/options.html", {"options": options})
