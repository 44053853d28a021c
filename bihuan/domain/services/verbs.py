"""What can be done with each noun, in loop order. What makes one has a view of its own."""

from bihuan.domain.services import actions
from bihuan.domain.services.rules import bundling, items, ratings
from bihuan.kernel.verbs import Verb, VerbTable

ITEM_VERBS = VerbTable(
    "item",
    (
        Verb("describe", "改基本信息", actions.describe_item, may=items.may_keep),
        Verb("set_limits", "改时限", actions.set_limits, may=items.may_keep),
        Verb("set_visits", "改到场和网办", actions.set_visits, may=items.may_keep),
        Verb("set_fees", "改收费和电话", actions.set_fees, may=items.may_keep),
        Verb("set_step", "写环节", actions.set_step, may=items.may_keep),
        Verb("drop_step", "去掉环节", actions.drop_step, may=items.may_keep),
        Verb("set_question", "写情形问题", actions.set_question, may=items.may_keep),
        Verb("drop_question", "去掉情形问题", actions.drop_question, may=items.may_keep),
        Verb("set_material", "写材料", actions.set_material, may=items.may_keep),
        Verb("drop_material", "去掉材料", actions.drop_material, may=items.may_keep),
        Verb("set_window", "加窗口", actions.set_window, may=items.may_keep),
        Verb("drop_window", "去掉窗口", actions.drop_window, may=items.may_keep),
        Verb("publish", "发布新版本", actions.publish_draft, may=items.may_publish),
        Verb("discard", "放弃修订", actions.discard_draft, may=items.may_discard),
        Verb("stop", "停办", actions.stop_item, may=items.may_stop),
    ),
)
JOINT_VERBS = VerbTable(
    "joint",
    (
        Verb("add_part", "加一项", actions.add_part, may=items.may_bundle),
        Verb("add_field", "加表单项", actions.add_field, may=items.may_bundle),
        Verb("close", "停办", actions.close_joint, may=items.may_bundle),
    ),
)
MATTER_VERBS = VerbTable(
    "matter",
    (
        Verb("receive_papers", "收材料", actions.receive_papers, may=bundling.may_receive_papers),
        Verb("ask_more", "一次告知", actions.ask_more, may=bundling.may_ask_more),
        Verb("accept", "受理", actions.accept_matter, may=bundling.may_accept),
        Verb("reject", "不予受理", actions.reject_matter, may=bundling.may_reject),
        Verb("withdraw", "撤回", actions.withdraw_matter, may=bundling.may_withdraw),
    ),
)
TASK_VERBS = VerbTable(
    "task",
    (
        Verb("finish", "办好", actions.finish_task, may=bundling.may_do_task),
        Verb("refuse", "办不了", actions.refuse_task, may=bundling.may_do_task),
    ),
)
HANDLING_VERBS = VerbTable(
    "handling", (Verb("rate", "记录电话评价", actions.rate_handling, may=ratings.may_rate),)
)
RATING_VERBS = VerbTable(
    "rating",
    (
        Verb("verify", "核实", actions.verify_rating, may=ratings.may_verify),
        Verb("doubt", "认为恶意", actions.doubt_rating, may=ratings.may_doubt),
        Verb("decide_malice", "恶意复核", actions.decide_malice, may=ratings.may_decide_malice),
    ),
)
TABLES = (ITEM_VERBS, JOINT_VERBS, MATTER_VERBS, TASK_VERBS, HANDLING_VERBS, RATING_VERBS)
