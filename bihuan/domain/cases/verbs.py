"""What can be done with a case, in loop order."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.rules import (
    answering,
    checking,
    completing,
    dispatching,
    excluding,
    following_up,
    handling,
    identity,
    leaving,
    linking,
    promising,
    rounds,
    triage,
)
from bihuan.kernel.verbs import Verb, VerbTable

CASE_VERBS = VerbTable(
    "case",
    (
        Verb("accept", "受理", actions.accept_case, may=triage.may_accept),
        Verb("reply", "直接答复", actions.reply_case, may=answering.may_reply),
        Verb("reclassify", "改判", actions.reclassify_case, may=triage.may_reclassify),
        Verb("decline", "不予受理", actions.decline_case, may=leaving.may_decline),
        Verb("transfer", "移送", actions.transfer_case, may=leaving.may_transfer),
        Verb("conclude_transfer", "移送结果", actions.conclude_transfer, may=leaving.may_conclude_transfer),
        Verb("merge", "并案", actions.merge_case, may=linking.may_merge),
        Verb("unmerge", "撤销并案", actions.unmerge_case, may=linking.may_unmerge),
        Verb("split", "拆分", actions.split_case, may=linking.may_split),
        Verb("seal", "转为保密", actions.seal_case, may=identity.may_seal),
        Verb("restate", "转述", actions.restate_case, may=identity.may_restate),
        Verb("dispatch", "派单", actions.dispatch_case, may=dispatching.may_dispatch),
        Verb("acknowledge", "签收", actions.acknowledge_case, may=handling.may_acknowledge),
        Verb("subdispatch", "二次派单", actions.subdispatch_case, may=dispatching.may_subdispatch),
        Verb("contact", "联系反映人", actions.contact_reporter, may=handling.may_contact),
        Verb("relay", "接力留言", actions.relay_message, may=identity.may_relay),
        Verb("complete", "办结", actions.complete_case, may=handling.may_complete),
        Verb("endorse", "科室审核", actions.endorse_case, may=completing.may_endorse),
        Verb("approve", "单位审批", actions.approve_case, may=completing.may_approve),
        Verb(
            "refuse_completion", "审签退回", actions.refuse_completion, may=completing.may_refuse_completion
        ),
        Verb("strike_off", "销号", actions.strike_off_case, may=checking.may_strike_off),
        Verb("rework", "退回重办", actions.rework_case, may=checking.may_rework),
        Verb("accept_promise", "确认承诺", actions.accept_promise, may=promising.may_accept_promise),
        Verb("carry_over", "挂账", actions.carry_over_case, may=promising.may_carry_over),
        Verb("resume_carried", "恢复办理", actions.resume_carried_case, may=promising.may_resume_carried),
        Verb("attempt", "回访未接通", actions.record_attempt, may=following_up.may_follow_up),
        Verb("follow_up", "回访", actions.follow_up_case, may=following_up.may_follow_up),
        Verb("rate", "评价", actions.rate_case, may=rounds.may_rate),
        Verb("say_not_solved", "没有解决", actions.say_not_solved, may=rounds.may_say_not_solved),
        Verb("new_round", "再办一轮", actions.new_round, may=rounds.may_new_round),
        Verb("uphold", "维持结果", actions.uphold_case, may=rounds.may_uphold),
        Verb("final_answer", "最终答复", actions.give_final_answer, may=rounds.may_give_final_answer),
        Verb("reopen", "重新办理", actions.reopen_case, may=rounds.may_reopen),
        Verb("mark_recurrence", "复发", actions.mark_recurrence, may=rounds.may_mark_recurrence),
        Verb("request_exclusion", "申请剔除", actions.request_exclusion, may=excluding.may_request_exclusion),
        Verb("decide_exclusion", "审批剔除", actions.decide_exclusion, may=excluding.may_decide_exclusion),
        Verb("unseal", "启封", actions.unseal_case, may=identity.may_unseal),
        Verb("add", "补充", actions.add_to_case, may=identity.may_add),
        Verb("turn_into_case", "转为办理", actions.turn_into_case, may=answering.may_turn_into_case),
        Verb(
            "report_retaliation", "打击报复", actions.report_retaliation, may=identity.may_report_retaliation
        ),
        Verb("withdraw", "撤回", actions.withdraw_case, may=leaving.may_withdraw),
        Verb("void", "作废", actions.void_case, may=leaving.may_void),
    ),
)
