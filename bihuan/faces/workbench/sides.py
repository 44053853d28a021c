"""The list that stands left of a thing on a wide screen: the one from which the reader came, named by `in` in the URL."""

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.cases.queries.search import search_cases
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.filters import filter_of, wanted_of
from bihuan.faces.workbench.rows import WITH_A_ROW, rows_of
from bihuan.faces.workbench.work import tasks_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_of

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Side:
    """One line on the left."""

    title: str
    meta: str
    url: str
    due: Duty | None
    number: str


@dataclass(frozen=True, slots=True)
class SideList:
    """Its name, the way back to the whole list, its lines."""

    label: str
    back: str
    lines: Sequence[Side]


def side_list(request: Request) -> SideList:
    """My work, or the search that the URL still carries."""
    if request.GET.get("in") == "cases":
        return _search(request)
    mine = list(duties_of(request.actor).exclude(verb=PROMISE)[:SHOWN])
    seen: dict[tuple[str, int], Side] = {}
    for task in tasks_of(mine, request.actor, query="in=work"):
        key = (task.duty.subject_kind, task.duty.subject_id)
        seen.setdefault(key, Side(task.thing.title, task.label, task.thing.url, task.duty, task.thing.number))
    return SideList("我的工作", "/work/", list(seen.values()))


def _search(request: Request) -> SideList:
    wanted = wanted_of(filter_of(request), request)
    found = search_cases(request.actor, wanted).select_related(*WITH_A_ROW)
    page = page_of(found, request, order=("-id",), size=SHOWN, counted=False)
    rows = rows_of(page.rows, request.actor, query=request.GET.urlencode())
    lines = [
        Side(row.title, f"{row.number} · {row.state.label}", row.url, row.promise, row.number) for row in rows
    ]
    return SideList("查找结果", f"/work/cases/?{_without_in(request)}", lines)


def _without_in(request: Request) -> str:
    query = request.GET.copy()
    query.pop("in", None)
    return query.urlencode()
