"""What can be done with each noun, in loop order. What makes one (plan a visit, open a project, raise a need) has a view of its own."""

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.rules import helping, pairings, projects, questions, visits
from bihuan.kernel.verbs import Verb, VerbTable

PAIRING_VERBS = VerbTable(
    "pairing",
    (
        Verb("hand_over", "移交", actions.hand_over_pairing, may=pairings.may_hand_over),
        Verb("end", "结束结对", actions.end_pairing, may=pairings.may_end),
    ),
)
PLAN_VERBS = VerbTable(
    "pairing_plan",
    (
        Verb("ask", "送审", actions.ask_plan, may=pairings.may_ask_plan),
        Verb("decide", "审批", actions.decide_plan, may=pairings.may_decide_plan),
        Verb("discard", "作废", actions.discard_plan, may=pairings.may_discard),
    ),
)
REQUEST_VERBS = VerbTable(
    "steward_request",
    (
        Verb("grant", "同意更换", actions.grant_request, may=pairings.may_grant),
        Verb("refuse", "不同意", actions.refuse_request, may=pairings.may_refuse),
        Verb("withdraw", "撤回申请", actions.withdraw_request, may=pairings.may_withdraw),
    ),
)
VISIT_VERBS = VerbTable(
    "visit",
    (
        Verb("announce", "告知企业", actions.announce_visit, may=visits.may_announce),
        Verb("join", "加入走访", actions.join_visit, may=visits.may_join),
        Verb("reschedule", "改期", actions.reschedule_visit, may=visits.may_reschedule),
        Verb("decline", "谢绝走访", actions.decline_visit, may=visits.may_decline),
        Verb("ask_for_call", "改为电话", actions.ask_for_call, may=visits.may_ask_for_call),
        Verb("record", "登记走访", actions.record_visit, may=visits.may_record),
        Verb("promise", "补记承诺", actions.make_promise, may=visits.may_promise),
        Verb("cancel", "取消走访", actions.cancel_visit, may=visits.may_cancel),
    ),
)
PROMISE_VERBS = VerbTable(
    "visit_promise",
    (
        Verb("keep", "兑现", actions.keep_promise, may=visits.may_keep_promise),
        Verb("release", "不能兑现", actions.release_promise, may=visits.may_keep_promise),
    ),
)
NEED_VERBS = VerbTable(
    "need",
    (
        Verb("offer", "提供帮扶", actions.offer_help, may=helping.may_offer),
        Verb("none_fits", "没有合适的措施", actions.say_none_fits, may=helping.may_say_none_fits),
        Verb("take_up", "企业是否采纳", actions.take_up_help, may=helping.may_take_up_any),
        Verb("say_effect", "是否见效", actions.say_effect, may=helping.may_say_effect_any),
        Verb("bundle", "并入主件", actions.bundle_need, may=helping.may_bundle),
    ),
)
HELP_VERBS = VerbTable(
    "help",
    (
        Verb("revise", "修订", actions.revise_help, may=helping.may_end_help),
        Verb("end", "停用", actions.end_help, may=helping.may_end_help),
    ),
)
EDITION_VERBS = VerbTable(
    "question_edition",
    (
        Verb("set_question", "加题或改题", actions.set_question, may=questions.may_change),
        Verb("drop_question", "删题", actions.drop_question, may=questions.may_change),
        Verb("issue", "发布", actions.issue_edition, may=questions.may_issue),
    ),
)
PROJECT_VERBS = VerbTable(
    "project",
    (
        Verb("reach", "登记里程碑", actions.reach_stage, may=projects.may_reach),
        Verb("close", "结束项目", actions.close_project, may=projects.may_close),
    ),
)
TABLES = (
    PAIRING_VERBS,
    PLAN_VERBS,
    REQUEST_VERBS,
    VISIT_VERBS,
    PROMISE_VERBS,
    NEED_VERBS,
    HELP_VERBS,
    EDITION_VERBS,
    PROJECT_VERBS,
)
