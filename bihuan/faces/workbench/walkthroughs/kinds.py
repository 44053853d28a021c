"""The nouns as their lists and pages know them; lists and pages themselves are those of remedies."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bihuan.domain.walkthroughs import queries
from bihuan.domain.walkthroughs.choices import (
    FindingState,
    LogState,
    RosterState,
    SittingState,
    TaskState,
    WalkState,
)
from bihuan.domain.walkthroughs.rules.common import JUDGES, KEEPERS, LEADERSHIP
from bihuan.domain.walkthroughs.verbs import (
    FINDING_VERBS,
    HANDLING_LOG_VERBS,
    ROSTER_VERBS,
    SITTING_VERBS,
    WALK_TASK_VERBS,
    WALK_VERBS,
)
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.walkthroughs import findings, rosters, sittings, walks

EVERYBODY = tuple({*KEEPERS, *JUDGES, *LEADERSHIP})
UNIT = ("unit__unit", "unit__desk__unit")


def _who(person: str) -> Any:
    return lambda thing: f"{getattr(thing, person).name} · {office_words(thing.unit)}"


@cache
def kinds() -> Mapping[str, Kind]:
    """By slug, in the order in which they stand on the left."""
    rows = (
        Kind(
            table=SITTING_VERBS,
            slug="sittings",
            label="坐窗口",
            icon="armchair",
            lead="不到窗口体验，就不能发现问题。接待了谁、办了什么、没能办的转成工单，都记在这里。",
            empty="坐过的窗口会列在这里。点右上角开始。",
            states=SittingState,
            visible=queries.sittings_visible_to,
            find=queries.sitting_for,
            facts=queries.sitting_facts,
            show=sittings.show,
            title=lambda sitting: f"{sitting.leader.name}坐{office_words(sitting.window)}",
            who=_who("leader"),
            related=("leader", "window__unit", "window__desk__unit", *UNIT),
            on_page=("leader", "companion", "window__unit", "window__desk__unit", "summary", *UNIT),
            words=("number__startswith", "leader__name__contains", "window__name__contains"),
            roles=EVERYBODY,
            opening="开始坐窗口",
        ),
        Kind(
            table=WALK_VERBS,
            slug="walks",
            label="走流程",
            icon="walk",
            lead="把一个事项从头走到尾：等多久、办多久、要了什么、跑了几趟，和办事指南当场比。",
            empty="走过的流程会列在这里。点右上角开始。",
            states=WalkState,
            visible=queries.walks_visible_to,
            find=queries.walk_for,
            facts=queries.walk_facts,
            show=walks.show,
            title=lambda walk: f"{walk.walker.name}走{walk.item_version.name}",
            who=_who("walker"),
            related=("walker", "item_version", *UNIT),
            on_page=("walker", "companion", "item_version", "summary", *UNIT),
            words=("number__startswith", "walker__name__contains", "item_version__name__contains"),
            roles=EVERYBODY,
            opening="开始走流程",
        ),
        Kind(
            table=FINDING_VERBS,
            slug="findings",
            label="发现的问题",
            icon="bulb",
            lead="坐窗口、走流程发现的问题都成了工单。整改销号以后，先给发现的人看；事项的新版本真的改了，才记成效。",
            empty="发现的问题会列在这里。",
            states=FindingState,
            visible=queries.findings_visible_to,
            find=queries.finding_for,
            facts=queries.finding_facts,
            show=findings.show,
            title=lambda finding: finding.title,
            who=lambda finding: f"{finding.finder.name}发现 · {office_words(finding.found_in)}",
            related=("finder", "found_in__unit", "found_in__desk__unit"),
            on_page=(
                "finder",
                "found_in__unit",
                "found_in__desk__unit",
                "item_version",
                "content",
                "proposal",
                "word",
            ),
            words=("number__startswith", "title__contains"),
            roles=EVERYBODY,
            opening="",
        ),
        Kind(
            table=ROSTER_VERBS,
            slug="rosters",
            label="坐窗口排班",
            icon="calendar-week",
            lead="班子成员轮流坐窗口：请假、回避、间隔、公平都照顾到；排不开会说清楚是谁的什么要求挡住了。",
            empty="编好的班表会列在这里。",
            states=RosterState,
            visible=queries.rosters_visible_to,
            find=queries.roster_for,
            facts=queries.roster_facts,
            show=rosters.show,
            title=lambda roster: roster.title,
            who=lambda roster: office_words(roster.unit),
            related=UNIT,
            on_page=UNIT,
            words=("number__startswith", "title__contains"),
            roles=EVERYBODY,
            opening="编排班表",
        ),
        Kind(
            table=WALK_TASK_VERBS,
            slug="walk-tasks",
            label="走流程任务",
            icon="map-search",
            lead="高频事项很久没有人走过，单位就欠一次。指派给一位班子成员，走完自动销掉。",
            empty="没有欠着的事项：高频事项都有人走过。",
            states=TaskState,
            visible=queries.tasks_visible_to,
            find=queries.task_for,
            facts=queries.task_facts,
            show=findings.show_task,
            title=lambda task: f"走一次：{task.item_name or task.item.task_code}",
            says_itself=True,
            who=lambda task: office_words(task.unit),
            related=("item", *UNIT),
            on_page=("item", "person", *UNIT),
            words=("number__startswith", "item_name__contains", "item__task_code__startswith"),
            roles=EVERYBODY,
            opening="",
        ),
        Kind(
            table=HANDLING_LOG_VERBS,
            slug="handling-logs",
            label="办件日志",
            icon="route",
            lead="业务系统里每个环节的开始和结束，能看出群众实际怎么走、在哪里等、什么办了又办。",
            empty="导入的日志会列在这里。点右上角导入。",
            states=LogState,
            visible=queries.logs_visible_to,
            find=queries.log_for,
            facts=queries.log_facts,
            show=findings.nothing,
            title=lambda log: log.title,
            who=lambda log: f"{office_words(log.unit)} · {log.handlings:,} 件",
            related=UNIT,
            on_page=UNIT,
            words=("number__startswith", "title__contains"),
            roles=EVERYBODY,
            opening="导入办件日志",
        ),
    )
    return {kind.slug: kind for kind in rows}
