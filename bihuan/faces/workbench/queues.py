"""Queues of the office: what waits for a check, a call, a decision. Each is a set of owed verbs; the case stands beside its list.

A mechanism above adds its own with `register_queue` in its face module; the page and the place on the left follow.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Outcome
from bihuan.domain.cases.models import Case, Completion, FollowUpAttempt, Reporter
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.nav import NavItem
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import verb_page
from bihuan.faces.workbench.case_page import OFFICE_DAY, case_page
from bihuan.faces.workbench.guards import View, staff
from bihuan.faces.workbench.nouns import CASES
from bihuan.faces.workbench.work import tasks_of
from bihuan.kernel.duties.queries import duties_of

Extras = Callable[[Collection[int]], Mapping[int, str]]


def no_extras(ids: Collection[int]) -> Mapping[int, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Queue:
    """`verbs`: what is owed. `roles`: whose queue it is. `extras`: one more line per case, for all rows at once."""

    slug: str
    label: str
    icon: str
    verbs: tuple[str, ...]
    roles: frozenset[str]
    hint: str
    empty: str
    extras: Extras = no_extras
    more_url: str = ""
    more: str = ""

    @property
    def url_name(self) -> str:
        return f"queue-{self.slug}"

    @property
    def place(self) -> NavItem:
        return NavItem(
            self.label, f"workbench:{self.url_name}", self.icon, "派单办公室", self.roles, counter=self.slug
        )


def claims(ids: Collection[int]) -> dict[int, str]:
    """What was claimed, and what the checks of quality remarked."""
    found: dict[int, str] = {}
    rows = Completion.objects.filter(leg__case__in=ids, refused_at=None).order_by("id")
    for case, outcome, quality in rows.values_list("leg__case_id", "outcome", "quality"):
        remarks = f"，{len(quality)} 处提示" if quality else ""
        found[case] = f"报告结果：{Outcome(outcome).label}{remarks}"
    return found


def calls(ids: Collection[int]) -> dict[int, str]:
    """How often nobody answered in this round, and when it suits the reporter."""
    tried = Counter(
        FollowUpAttempt.objects.filter(follow_up__case__in=ids, follow_up__finished_at=None).values_list(
            "follow_up__case_id", flat=True
        )
    )
    times = Reporter.objects.filter(case__in=ids, role="REPORTER").exclude(contact_time="")
    found = {case: f"方便时间：{words}" for case, words in times.values_list("case_id", "contact_time")}
    for case, n in tried.items():
        found[case] = "，".join(filter(None, [f"已打 {n} 次没接通", found.get(case, "")]))
    return found


_QUEUES: list[Queue] = [
    Queue(
        "check",
        "待核查销号",
        "circle-check",
        ("check",),
        frozenset({Role.CHECKER}),
        "看佐证、到现场，属实就销号，不符就退回重办。经手过的人不能核查。",
        "承办单位报告办结并审签后，会出现在这里。",
        claims,
        "/work/cases/?state=COMPLETED",
        "批量销号",
    ),
    Queue(
        "follow-up",
        "待回访",
        "phone",
        ("follow_up", "sample"),
        frozenset({Role.FOLLOW_UP}),
        "问三件事：解决没有、联系过没有、满意不满意。保密件先启封。",
        "销号后的工单，会出现在这里。",
        calls,
    ),
    Queue(
        "decide",
        "不满意待裁定",
        "gavel",
        ("decide", "final_answer"),
        frozenset({Role.ARBITER, Role.UNIT_HEAD}),
        "再办一轮，要写明有什么不同；维持结果，要逐条回应。",
        "反映人不满意的工单，会出现在这里，由没有经手过的人决定。",
    ),
    Queue(
        "returns",
        "退单与裁定",
        "arrow-back-up",
        ("sign_return", "decide_return", "arbitrate"),
        frozenset({Role.OFFICE, Role.ARBITER, Role.DESK, Role.SECTION_HEAD}),
        "退单要说清该归谁、依据哪一条职责；说不清的，由裁定员定。",
        "承办单位申请退回的，会出现在这里。",
    ),
]


def register_queue(queue: Queue) -> None:
    """A queue of a mechanism above; called from `urls` of its face, before these are read."""
    if queue not in _QUEUES:
        _QUEUES.append(queue)


def queues() -> tuple[Queue, ...]:
    return tuple(_QUEUES)


def queue_urls() -> list[URLPattern]:
    """A page per queue, and the verbs from there: what was done leads on to the next one."""
    found: list[URLPattern] = []
    for queue in queues():
        found += [
            path(f"queues/{queue.slug}/", queue_page(queue), name=queue.url_name),
            path(
                f"queues/{queue.slug}/<str:number>/<slug:verb>/",
                verb_page(replace(CASES, home=_back_to(queue))),
                name=f"{queue.url_name}-verb",
            ),
        ]
    return found


def _back_to(queue: Queue) -> Callable[[Case], str]:
    return lambda case: reverse(f"workbench:{queue.url_name}")


def queue_page(queue: Queue) -> View:
    """The list on the left; on the right the case that the URL names, else the first."""

    @staff(*queue.roles)
    @require_safe
    def view(request: Request) -> HttpResponse:
        owed = duties_of(request.actor).filter(verb__in=queue.verbs, subject_kind=CASE_VERBS.noun)
        page = page_of(owed, request, order=("due_at", "id"))
        tasks = tasks_of(page.rows, request.actor)
        wanted = request.GET.get("case", "")
        shown = wanted or next((task.thing.number for task in tasks if task.thing.number), "")
        extras = queue.extras([duty.subject_id for duty in page.rows])
        context = {
            "queue": queue,
            "page_of_tasks": page,
            "lines": [(task, extras.get(task.duty.subject_id, "")) for task in tasks],
            "shown": shown,
            "chosen": bool(wanted),
            "page": _case(request, shown) if shown else None,
            "base_url": f"{request.path}{shown}/",
            "day_minutes": OFFICE_DAY,
        }
        return render(request, "workbench/queue.html", context)

    return view


def _case(request: Request, number: str) -> object:
    return case_page(case_for(request.actor, number), request.actor, at=request.at)
