"""What can be journalled of a remedy. Audience `next`: whoever owes the next step is told. A discipline clue tells nobody by notice."""

from bihuan.kernel.journal.events import Event

NEXT = ("next",)

ORDER_EVENTS = (
    Event(
        "order.issue",
        "责令整改",
        "对{unit}下达整改，编号{number}",
        clock="start",
        next="责任单位报送整改方案",
        audience=NEXT,
    ),
    Event("order.add_measure", "加措施", "写了第{place}项措施：{rule}", next="照旧"),
    Event("order.submit_plan", "报方案", "报送整改方案", next="逐项落实，补救，试运行", audience=NEXT),
    Event("order.return_plan", "退回方案", "退回整改方案", next="责任单位重报", audience=NEXT),
    Event("order.ask_self_check", "举一反三", "发出自查", next="同类单位回复自查", audience=NEXT),
    Event("order.answer_self_check", "回复自查", "{unit}自查，查出{problems}个问题", next="照旧"),
    Event("order.establish_measure", "落实措施", "第{place}项措施落实，依据{document}", next="照旧"),
    Event("order.record_redress", "登记补救", "补救{persons}人，{amount_fen}分", next="照旧"),
    Event("order.finish_redress", "补救完毕", "报告补救完毕", next="照旧"),
    Event(
        "order.start_trial", "开始试运行", "试运行到{to_on}：{counted}，目标{target}", next="责任单位逐日登记"
    ),
    Event("order.record_reading", "登记读数", "{on}：{number}，不合要求{failed}", next="照旧"),
    Event("order.request_verification", "申请核验", "申请核验", next="双优化办核验", audience=NEXT),
    Event("order.verify", "核验通过", "核验通过", clock="stop"),
    Event("order.send_back", "核验退回", "核验退回", clock="resume", next="责任单位补证", audience=NEXT),
    Event(
        "order.relapse",
        "反弹",
        "{case}说明又发生了，第{cycle}次整改",
        clock="start",
        next="责任单位重报方案",
        audience=NEXT,
    ),
    Event("order.withdraw", "撤销", "撤销整改", clock="stop"),
)
UPWARD_EVENTS = (
    Event("upward.draft", "起草", "起草向上反映，编号{number}，报{superior}", next="加入同类工单，送签"),
    Event("upward.add_cases", "加入工单", "加入同类工单", next="照旧"),
    Event("upward.ask", "送签", "送签", next="单位主要负责人签发", audience=NEXT),
    Event("upward.decide", "签发", "签发：{granted}", next="上报", audience=NEXT),
    Event(
        "upward.send", "上报", "上报{superior}，文号{document}，日期{sent_on}", clock="start", next="到期催问"
    ),
    Event("upward.chase", "催问", "第{times}次催问", clock="start", next="到期再催"),
    Event("upward.record_answer", "上级答复", "上级答复：{answer}", clock="stop", next="逐件告诉反映人"),
    Event("upward.withdraw", "撤回", "撤回", clock="stop"),
)
CAMPAIGN_EVENTS = (
    Event("campaign.open", "发起", "发起专项治理{code}，牵头{lead}"),
    Event("campaign.name_area", "问题领域", "问题领域{code}：{name}"),
    Event("campaign.collect_cases", "纳入工单", "纳入工单"),
    Event("campaign.collect_clue", "征集线索", "征集到线索，工单{case}"),
    Event("campaign.record_effect", "成效", "填写成效"),
    Event("campaign.end", "结束", "专项治理结束"),
)
LONG_TERM_EVENTS = (
    Event("long_term.draft", "起草挂账", "为{case}起草挂账，编号{number}", next="写里程碑，送审"),
    Event("long_term.add_milestone", "里程碑", "第{place}项里程碑：{text}，{due_on}", next="照旧"),
    Event("long_term.ask", "送审", "送领导审批", next="领导审批", audience=NEXT),
    Event("long_term.decide", "审批", "审批：{granted}", next="列入挂账", audience=NEXT),
    Event(
        "long_term.enter",
        "列入挂账",
        "列入挂账，依据{document}",
        clock="start",
        next="按里程碑推进",
        audience=NEXT,
    ),
    Event("long_term.reach_milestone", "完成里程碑", "完成第{place}项里程碑", next="照旧"),
    Event("long_term.review", "季度检查", "季度检查", next="下一季度再查"),
    Event("long_term.finish", "销账", "销账，恢复办理", clock="stop"),
    Event("long_term.withdraw", "撤回", "撤回", clock="stop"),
)
CLUE_EVENTS = (
    Event("discipline_clue.draft", "起草移送", "起草移送函，编号{number}", next="第二人签字"),
    Event("discipline_clue.sign", "第二人签字", "第二人签字：{granted}", next="对方接收"),
    Event("discipline_clue.withdraw", "撤回", "撤回移送", clock="stop"),
    Event("discipline_clue.receive", "接收", "对方接收，编号{acceptance_number}", next="对方反馈"),
    Event("discipline_clue.answer", "反馈", "对方反馈了处理结果", clock="stop"),
)
EVENTS = {
    "order": ORDER_EVENTS,
    "upward": UPWARD_EVENTS,
    "campaign": CAMPAIGN_EVENTS,
    "long_term": LONG_TERM_EVENTS,
    "discipline_clue": CLUE_EVENTS,
}
