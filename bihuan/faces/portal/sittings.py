"""下周局长坐窗口: who sits where next week, where the city and the unit wish it to be known. Post and unit; nothing else of a person."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from bihuan.domain.walkthroughs.queries.turns import public_turns
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import NotVisible

MOST = 300


@require_safe
def sittings(request: Request) -> HttpResponse:
    """By day. Where the city does not publish it, the page does not exist."""
    if not value("walkthroughs.publish_sittings", on=day_of(request.at)):
        raise NotVisible("no_such_page", "没有这个页面。", "")
    turns = list(public_turns(request.at)[:MOST])
    days = [
        (day, list(rows)) for day, rows in groupby(turns, key=lambda turn: localtime(turn.from_at).date())
    ]
    return render(request, "portal/sittings.html", {"days": days})
