"""What can be done with each noun, in loop order. What makes one has a view of its own."""

from bihuan.domain.services import actions
from bihuan.domain.services.rules import items
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
