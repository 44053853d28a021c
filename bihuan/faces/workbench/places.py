"""The left side of the workbench, and the numbers beside its places: one query for all of them."""

from collections import Counter
from datetime import datetime

from django.conf import settings

from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.indicators.queries import READERS
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.liaison.places import LIAISON
from bihuan.faces.workbench.owing import key_of
from bihuan.faces.workbench.queues import queues
from bihuan.faces.workbench.remedies.places import REMEDIES
from bihuan.faces.workbench.services.places import SERVICES
from bihuan.faces.workbench.supervision.places import SUPERVISION
from bihuan.faces.workbench.triage import INBOX
from bihuan.faces.workbench.walkthroughs.places import WALKTHROUGHS
from bihuan.faces.workbench.work import owed_rows
from bihuan.kernel.access import Actor

OFFICE = frozenset({Role.OFFICE})
ADMINS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
KEEPING = (
    NavItem("机构和人员", "workbench:offices", "building", "名册"),
    NavItem("我的岗位和代办", "workbench:me", "user", "名册"),
    NavItem("值班表", "workbench:roster", "calendar", "名册"),
    NavItem("企业", "workbench:enterprises", "building-store", "名册"),
    NavItem("知识库", "workbench:knowledge", "book", "名册"),
    NavItem("参数", "workbench:parameters", "settings", "系统", ADMINS),
    NavItem("放假安排", "workbench:calendar", "calendar", "系统", ADMINS),
    NavItem("通知通道", "workbench:ways", "bell", "系统", frozenset({Role.SYSTEM_ADMIN})),
)
PLACES = (
    NavItem("我的工作", "workbench:work", "list-check", counter="work"),
    NavItem("工单", "workbench:cases", "clipboard-list"),
    NavItem("审批", "workbench:approvals", "rubber-stamp", counter="approvals"),
    NavItem(
        "接电话登记",
        "workbench:intake",
        "phone-call",
        "派单办公室",
        frozenset({Role.INTAKE, Role.OFFICE}),
    ),
    NavItem("待研判", "workbench:triage", "inbox", "派单办公室", OFFICE, counter="triage"),
    NavItem("共性问题", "workbench:class-wide", "building-store", "派单办公室", OFFICE),
    NavItem(
        "公布数字",
        "workbench:publications",
        "chart-bar",
        "派单办公室",
        frozenset(READERS),
        counter="publication",
    ),
)
CLOCK = NavItem("演示时钟", "workbench:clock", "clock", "系统", OFFICE | {Role.SYSTEM_ADMIN, Role.LEADER})


def places() -> tuple[NavItem, ...]:
    """All of them, in the order in which they stand."""
    demo = (CLOCK,) if settings.DEMO else ()
    return (
        *PLACES,
        *(queue.place for queue in queues()),
        *LIAISON,
        *REMEDIES,
        *SERVICES,
        *WALKTHROUGHS,
        *SUPERVISION,
        *KEEPING,
        *demo,
    )


def counts(actor: Actor, at: datetime) -> dict[str, int]:
    """Everything is a duty, so one question answers for every queue. What is owed on other nouns is counted by noun."""
    rows = owed_rows(actor)
    owed = Counter(key_of(kind, verb) for kind, verb, _ in rows)
    found = {queue.slug: sum(owed[verb] for verb in queue.verbs) for queue in queues()}
    found["triage"] = sum(owed[verb] for verb in INBOX)
    by_noun = Counter(kind for kind, _, _ in rows if kind != CASE_VERBS.noun)
    return found | {
        **by_noun,
        "approvals": sum(item.startswith("approval:") for _, _, item in rows),
        "work": sum(n for verb, n in owed.items() if verb != PROMISE),
    }
