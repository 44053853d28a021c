"""What can be done with each noun, in loop order. What makes one (issue a 督办单, record an outage, …) has a view of its own."""

from bihuan.domain.supervision import actions
from bihuan.domain.supervision.rules import cards, ladder, records
from bihuan.kernel.verbs import Verb, VerbTable

CARD_VERBS = VerbTable(
    "card",
    (
        Verb("issue", "发牌", actions.issue_card, may=cards.may_issue),
        Verb("dismiss", "不予发牌", actions.dismiss_card, may=cards.may_dismiss),
        Verb("serve", "送达", actions.serve_card, may=cards.may_serve),
        Verb("answer", "书面说明", actions.answer_card, may=cards.may_answer),
        Verb("appeal", "申诉", actions.appeal_card, may=cards.may_appeal),
        Verb("decide", "裁定申诉", actions.decide_appeal, may=cards.may_decide),
        Verb("lift", "依职权撤销", actions.lift_card, may=cards.may_lift),
        Verb("publish", "公开", actions.publish_card, may=cards.may_publish),
        Verb("unpublish", "撤下公开", actions.unpublish_card, may=cards.may_unpublish),
    ),
)
SUPERVISION_VERBS = VerbTable(
    "supervision",
    (
        Verb("decide", "批准挂牌", actions.decide_listing, may=ladder.may_decide),
        Verb("reply", "报告", actions.reply_supervision, may=ladder.may_reply),
        Verb("lift", "解除督办", actions.lift_supervision, may=ladder.may_lift),
        Verb("send_back", "核查退回", actions.send_back_supervision, may=ladder.may_send_back),
        Verb("escalate", "升级督办", actions.escalate_supervision, may=ladder.may_escalate),
        Verb("withdraw", "撤回", actions.withdraw_supervision, may=ladder.may_withdraw),
        Verb("publish", "公开", actions.publish_supervision, may=ladder.may_publish),
        Verb("unpublish", "撤下公开", actions.unpublish_supervision, may=ladder.may_unpublish),
    ),
)
OUTAGE_VERBS = VerbTable(
    "outage",
    (
        Verb("approve", "认定", actions.approve_outage, may=records.may_approve_outage),
        Verb("revoke", "撤销认定", actions.revoke_outage, may=records.may_revoke_outage),
    ),
)
INTERVIEW_VERBS = VerbTable(
    "interview",
    (
        Verb("record_minutes", "约谈纪要", actions.record_minutes, may=records.may_record_minutes),
        Verb("confirm", "确认纪要", actions.confirm_interview, may=records.may_confirm),
        Verb("cancel", "取消约谈", actions.cancel_interview, may=records.may_cancel),
    ),
)
CIRCULAR_VERBS = VerbTable(
    "circular",
    (
        Verb("ask", "送签", actions.ask_circular, may=records.may_ask),
        Verb("decide", "签发", actions.decide_circular, may=records.may_decide),
        Verb("withdraw", "撤回", actions.withdraw_circular, may=records.may_withdraw),
        Verb("publish", "公开", actions.publish_circular, may=records.may_publish),
        Verb("unpublish", "撤下公开", actions.unpublish_circular, may=records.may_unpublish),
    ),
)
TABLES = (CARD_VERBS, SUPERVISION_VERBS, OUTAGE_VERBS, INTERVIEW_VERBS, CIRCULAR_VERBS)
