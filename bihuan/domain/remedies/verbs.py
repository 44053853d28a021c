"""What can be done with each remedy, in loop order. What makes one (issue, draft, open) has a view of its own."""

from bihuan.domain.remedies import actions
from bihuan.domain.remedies.rules import campaigns, clues, long_term, orders, upward
from bihuan.kernel.verbs import Verb, VerbTable

ORDER_VERBS = VerbTable(
    "order",
    (
        Verb("add_measure", "加措施", actions.add_measure, may=orders.may_add_measure),
        Verb("submit_plan", "报方案", actions.submit_plan, may=orders.may_submit_plan),
        Verb("return_plan", "退回方案", actions.return_plan, may=orders.may_return_plan),
        Verb("ask_self_check", "举一反三", actions.ask_self_check, may=orders.may_ask_self_check),
        Verb("answer_self_check", "回复自查", actions.answer_self_check, may=orders.may_answer_self_check),
        Verb("establish_measure", "落实措施", actions.establish_measure, may=orders.may_establish_measure),
        Verb("record_redress", "登记补救", actions.record_redress, may=orders.may_record_redress),
        Verb("finish_redress", "补救完毕", actions.finish_redress, may=orders.may_finish_redress),
        Verb("start_trial", "开始试运行", actions.start_trial, may=orders.may_start_trial),
        Verb("record_reading", "登记读数", actions.record_reading, may=orders.may_record_reading),
        Verb(
            "request_verification",
            "申请核验",
            actions.request_verification,
            may=orders.may_request_verification,
        ),
        Verb("verify", "核验通过", actions.verify_order, may=orders.may_verify),
        Verb("send_back", "核验退回", actions.send_back_order, may=orders.may_send_back),
        Verb("relapse", "反弹", actions.relapse_order, may=orders.may_relapse),
        Verb("withdraw", "撤销", actions.withdraw_order, may=orders.may_withdraw),
    ),
)
UPWARD_VERBS = VerbTable(
    "upward",
    (
        Verb("add_cases", "加入同类工单", actions.add_cases, may=upward.may_add_cases),
        Verb("ask", "送签", actions.ask_upward, may=upward.may_ask),
        Verb("decide", "签发", actions.decide_upward, may=upward.may_decide),
        Verb("send", "上报", actions.send_upward, may=upward.may_send),
        Verb("chase", "催问", actions.chase_upward, may=upward.may_chase),
        Verb("record_answer", "登记答复", actions.record_answer, may=upward.may_record_answer),
        Verb("withdraw", "撤回", actions.withdraw_upward, may=upward.may_withdraw),
    ),
)
CAMPAIGN_VERBS = VerbTable(
    "campaign",
    (
        Verb("name_area", "问题领域", actions.name_area, may=campaigns.may_keep_area),
        Verb("collect_cases", "纳入工单", actions.collect_cases, may=campaigns.may_add_cases),
        Verb("collect_clue", "征集线索", actions.collect_clue, may=campaigns.may_add_cases),
        Verb("record_effect", "填写成效", actions.record_effect, may=campaigns.may_record_effect),
        Verb("end", "结束", actions.end_campaign, may=campaigns.may_end),
    ),
)
LONG_TERM_VERBS = VerbTable(
    "long_term",
    (
        Verb("add_milestone", "加里程碑", actions.add_milestone, may=long_term.may_add_milestone),
        Verb("ask", "送审", actions.ask_long_term, may=long_term.may_ask),
        Verb("decide", "审批", actions.decide_long_term, may=long_term.may_decide),
        Verb("enter", "列入挂账", actions.enter_long_term, may=long_term.may_enter),
        Verb("reach_milestone", "完成里程碑", actions.reach_milestone, may=long_term.may_reach),
        Verb("review", "季度检查", actions.review_long_term, may=long_term.may_review),
        Verb("finish", "销账", actions.finish_long_term, may=long_term.may_finish),
        Verb("withdraw", "撤回", actions.withdraw_long_term, may=long_term.may_withdraw),
    ),
)
CLUE_VERBS = VerbTable(
    "discipline_clue",
    (
        Verb("sign", "第二人签字", actions.sign_clue, may=clues.may_sign),
        Verb("withdraw", "撤回", actions.withdraw_clue, may=clues.may_withdraw),
        Verb("receive", "接收", actions.receive_clue, may=clues.may_receive),
        Verb("answer", "反馈", actions.answer_clue, may=clues.may_answer),
    ),
)
TABLES = (ORDER_VERBS, UPWARD_VERBS, CAMPAIGN_VERBS, LONG_TERM_VERBS, CLUE_VERBS)
