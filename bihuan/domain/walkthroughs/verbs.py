"""What can be done with each noun, in loop order. What makes one (draft, start) has a view of its own."""

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.rules import findings, logs, rosters, sittings, walks
from bihuan.kernel.verbs import Verb, VerbTable

ROSTER_VERBS = VerbTable(
    "roster",
    (
        Verb("add_leaders", "加班子成员", actions.add_leaders, may=rosters.may_arrange),
        Verb("drop_leader", "退出轮值", actions.drop_leader, may=rosters.may_arrange),
        Verb("add_window", "加窗口", actions.add_window, may=rosters.may_arrange),
        Verb("drop_window", "去掉窗口", actions.drop_window, may=rosters.may_arrange),
        Verb("add_leave", "请假", actions.add_leave, may=rosters.may_arrange),
        Verb("add_ban", "回避", actions.add_ban, may=rosters.may_arrange),
        Verb("plan", "试排", actions.plan_roster, may=rosters.may_plan),
        Verb("ask", "送审", actions.ask_roster, may=rosters.may_ask),
        Verb("decide", "审批", actions.decide_roster, may=rosters.may_decide),
        Verb("sit", "坐窗口", actions.sit_turn, may=rosters.may_sit),
        Verb("fix_turn", "固定班次", actions.fix_turn, may=rosters.may_arrange),
        Verb("request_change", "申请调班", actions.request_change, may=rosters.may_request_change),
        Verb("decide_change", "审批调班", actions.decide_change, may=rosters.may_decide_change),
        Verb("end", "结束", actions.end_roster, may=rosters.may_end),
        Verb("withdraw", "撤回", actions.withdraw_roster, may=rosters.may_withdraw),
    ),
)
SITTING_VERBS = VerbTable(
    "sitting",
    (
        Verb("receive", "接待", actions.receive_people, may=sittings.may_write),
        Verb("raise_case", "转工单", actions.raise_unsolved, may=sittings.may_write),
        Verb("explain", "政策不覆盖", actions.explain_policy, may=sittings.may_write),
        Verb("raise_difficulty", "窗口的困难", actions.raise_difficulty, may=sittings.may_raise_difficulty),
        Verb("find", "发现问题", actions.find_at_window, may=sittings.may_write),
        Verb("thank", "群众感谢", actions.record_thanks, may=sittings.may_thank),
        Verb("end", "结束坐窗口", actions.end_sitting, may=sittings.may_write),
        Verb("judge", "核定存疑", actions.judge_sitting, may=sittings.may_judge),
    ),
)
WALK_VERBS = VerbTable(
    "walk",
    (
        Verb("step", "走一步", actions.take_step, may=walks.may_write),
        Verb("find", "发现问题", actions.find_on_walk, may=walks.may_write),
        Verb("end", "走完", actions.end_walk, may=walks.may_write),
        Verb("judge", "核定存疑", actions.judge_walk, may=walks.may_judge),
    ),
)
FINDING_VERBS = VerbTable(
    "finding",
    (
        Verb("propose", "提建议", actions.propose_change, may=findings.may_propose),
        Verb("say", "看结果", actions.say_rectified, may=findings.may_say),
    ),
)
WALK_TASK_VERBS = VerbTable(
    "walk_task",
    (
        Verb("take", "去走", actions.take_task, may=walks.may_take),
        Verb("assign", "指派", actions.assign_task, may=walks.may_assign),
        Verb("drop", "取消", actions.drop_task, may=walks.may_assign),
    ),
)
HANDLING_LOG_VERBS = VerbTable(
    "handling_log", (Verb("remove", "删除", actions.remove_log, may=logs.may_remove),)
)
TABLES = (ROSTER_VERBS, SITTING_VERBS, WALK_VERBS, FINDING_VERBS, WALK_TASK_VERBS, HANDLING_LOG_VERBS)
