"""What can be journalled here. Audience `next`: whoever owes the next step is told."""

from bihuan.kernel.journal.events import Event

NEXT = ("next",)
CARD_EVENTS = (
    Event(
        "card.propose",
        "建议发牌",
        "按规则建议发牌，编号{number}",
        clock="start",
        next="双优化办决定",
        audience=NEXT,
    ),
    Event("card.withdraw_proposal", "撤回建议", "依据已不成立，撤回建议", clock="stop"),
    Event("card.issue", "发牌", "决定发{colour}", clock="start", next="送达", audience=NEXT),
    Event("card.dismiss", "不予发牌", "决定不予发牌", clock="stop"),
    Event("card.serve", "送达", "{service}，可申诉至{appeal_until}", clock="start", next="书面说明，或申诉"),
    Event("card.answer", "书面说明", "作了书面说明", next="申诉期满生效"),
    Event(
        "card.appeal",
        "申诉",
        "提出申诉：{appeal_ground}，由{judge}裁定",
        clock="start",
        next="无利害关系的人员裁定",
        audience=NEXT,
    ),
    Event(
        "card.raise",
        "提请上级",
        "本级没有与此无关的人可以裁定，提请{judge}裁定",
        clock="start",
        next="无利害关系的人员裁定",
        audience=NEXT,
    ),
    Event("card.decide", "裁定申诉", "裁定：{decision}", clock="stop"),
    Event("card.take_effect", "生效", "申诉期满，生效，到{expires_at}为止"),
    Event("card.doubt", "依据有变", "所依据的情形已不成立", next="复核是否撤销", audience=NEXT),
    Event("card.lift", "依职权撤销", "依职权撤销：{decision_ground}", clock="stop"),
    Event("card.publish", "公开", "在网上公开"),
    Event("card.unpublish", "撤下", "撤下公开"),
    Event("card.expire", "到期", "到期，不再计入"),
)
SUPERVISION_EVENTS = (
    Event("supervision.ask", "申请挂牌", "申请挂牌督办，编号{number}", next="领导批准", audience=NEXT),
    Event(
        "supervision.decide",
        "批准挂牌",
        "挂牌督办：{granted}",
        clock="start",
        next="报告办理情况",
        audience=NEXT,
    ),
    Event(
        "supervision.issue",
        "督办",
        "{rung}{addressee}，编号{number}",
        clock="start",
        next="报告办理情况",
        audience=NEXT,
    ),
    Event("supervision.reply", "报告", "报告了办理情况", clock="stop", next="核查", audience=NEXT),
    Event("supervision.lift", "解除", "核查属实，解除督办", clock="stop"),
    Event("supervision.send_back", "核查退回", "报告被退回", clock="start", next="重新报告", audience=NEXT),
    Event("supervision.call", "到期未报告", "到期没有报告", next="决定是否升级", audience=NEXT),
    Event("supervision.escalate", "升级", "升级为{rung}，编号{to}", clock="stop"),
    Event("supervision.withdraw", "撤回", "撤回督办", clock="stop"),
    Event("supervision.publish", "公开", "在网上公开"),
    Event("supervision.unpublish", "撤下", "撤下公开"),
)
OUTAGE_EVENTS = (
    Event(
        "outage.record",
        "登记",
        "登记{system}故障，{from_at}到{to_at}，编号{number}",
        next="认定",
        audience=NEXT,
    ),
    Event("outage.approve", "认定", "认定：{granted}"),
    Event("outage.revoke", "撤销认定", "撤销认定"),
)
INTERVIEW_EVENTS = (
    Event(
        "interview.arrange",
        "约谈",
        "约谈{unit}，编号{number}，约定{planned_at}",
        clock="start",
        next="约谈并记录",
        audience=NEXT,
    ),
    Event(
        "interview.record_minutes", "纪要", "记录了约谈内容", clock="stop", next="被约谈人确认", audience=NEXT
    ),
    Event("interview.confirm", "确认", "被约谈人确认"),
    Event("interview.cancel", "取消", "取消约谈", clock="stop"),
)
CIRCULAR_EVENTS = (
    Event("circular.draft", "起草", "起草通报，编号{number}", next="送签"),
    Event("circular.ask", "送签", "送领导签发", next="签发", audience=NEXT),
    Event("circular.decide", "签发", "签发：{granted}"),
    Event("circular.withdraw", "撤回", "撤回通报"),
    Event("circular.publish", "公开", "在网上公开"),
    Event("circular.unpublish", "撤下", "撤下公开"),
)
EVENTS = {
    "card": CARD_EVENTS,
    "supervision": SUPERVISION_EVENTS,
    "outage": OUTAGE_EVENTS,
    "interview": INTERVIEW_EVENTS,
    "circular": CIRCULAR_EVENTS,
}
