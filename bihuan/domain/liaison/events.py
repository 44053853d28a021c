"""What can be journalled here. Names of people and the reason of a request for another steward never stand in an entry."""

from bihuan.kernel.journal.events import Event

PAIRING_EVENTS = (
    Event(
        "pairing.begin",
        "结对",
        "与“{enterprise}”结对（{reason}），自 {from_on} 起",
        clock="start",
        next="店小二按月走访",
    ),
    Event(
        "pairing.hand_over",
        "移交",
        "移交：未了工单 {cases} 件、承诺 {promises} 项、走访 {visits} 次",
        next="接手人上门见面",
    ),
    Event("pairing.end", "结束结对", "结束结对：{why}", clock="stop"),
    Event("pairing.rate", "评价", "企业评价了店小二"),
    Event("pairing.visited", "已联系", "已联系企业，下一次从此起算", clock="start", next="店小二按月走访"),
)
PLAN_EVENTS = (
    Event(
        "pairing_plan.make",
        "生成方案",
        "生成 {year} 年结对方案：{firms} 家企业、{stewards} 名干部，换人 {changed}、缺人 {short}",
        next="核对后送审",
    ),
    Event("pairing_plan.ask", "送审", "送审", next="另一人批准后启用"),
    Event("pairing_plan.decide", "审批", "审批：{granted}", clock="stop", next="系统逐家启用"),
    Event("pairing_plan.activate", "启用", "全部启用：{rows} 家企业，{skipped} 家已另行调整"),
    Event("pairing_plan.discard", "作废", "方案作废", clock="stop"),
)
REQUEST_EVENTS = (
    Event("steward_request.ask", "申请更换", "企业申请更换店小二", clock="start", next="双优化办处理"),
    Event("steward_request.grant", "同意更换", "同意更换", clock="stop"),
    Event("steward_request.refuse", "未同意", "未同意更换，已说明理由", clock="stop"),
    Event("steward_request.lapse", "另行调整", "店小二已经另行调整", clock="stop"),
    Event("steward_request.withdraw", "撤回", "企业撤回申请", clock="stop"),
)
VISIT_EVENTS = (
    Event("visit.plan", "计划", "计划{kind}“{enterprise}”，{planned_for}", next="提前告知企业"),
    Event("visit.announce", "告知企业", "已告知企业，{planned_for}", next="企业可以谢绝或改为电话"),
    Event("visit.reschedule", "改期", "改到 {planned_for}", next="按新时间走访"),
    Event("visit.join", "加入", "{office}一同走访", next="照旧"),
    Event("visit.decline", "谢绝", "企业谢绝", clock="stop"),
    Event("visit.ask_for_call", "改为电话", "企业希望改为电话", next="走访人打电话"),
    Event(
        "visit.record",
        "登记走访",
        "完成{kind}：答 {answers} 题，提出问题 {needs} 件，承诺 {promises} 项",
        clock="stop",
    ),
    Event("visit.cancel", "取消", "取消走访", clock="stop"),
)
PROMISE_EVENTS = (
    Event("visit_promise.make", "承诺", "承诺于 {due_on} 前兑现", clock="start", next="承诺人兑现"),
    Event("visit_promise.keep", "兑现", "已兑现", clock="stop"),
    Event("visit_promise.release", "说明", "不能兑现，已向企业说明", clock="stop"),
    Event("visit_promise.move", "移交", "随结对移交"),
)
NEED_EVENTS = (
    Event(
        "need.raise",
        "提出问题",
        "“{aspect}”方面的问题，工单 {case}",
        clock="start",
        next="店小二选择帮扶措施",
    ),
    Event("need.offer", "提供帮扶", "提供“{help}”", next="企业决定是否采纳"),
    Event("need.none_fits", "没有合适措施", "现有措施都不合适", next="责任单位办理"),
    Event("need.take_up", "采纳", "企业采纳“{help}”", next="看是否见效"),
    Event("need.not_take_up", "未采纳", "企业未采纳“{help}”", next="另选措施"),
    Event("need.say_effect", "成效", "“{help}”：{state}"),
    Event("need.bundle", "并案", "同类问题并入 {case}"),
)
HELP_EVENTS = (
    Event("help.add", "增加措施", "增加“{name}”（{aspect}），依据{document}"),
    Event("help.revise", "修订", "修订为{number}，自 {from_on} 起"),
    Event("help.end", "停用", "自 {ended_on} 起停用"),
)
EDITION_EVENTS = (
    Event("question_edition.draft", "起草", "起草“{name}”，{questions} 题", next="逐题修改"),
    Event("question_edition.set_question", "改题", "修改第 {place} 题（{code}）", next="照旧"),
    Event("question_edition.drop_question", "删题", "删去 {code}", next="照旧"),
    Event("question_edition.issue", "发布", "发布，依据{document}，自 {from_on} 起"),
)
PROJECT_EVENTS = (
    Event("project.open", "登记项目", "登记“{enterprise}”的项目，编号{number}"),
    Event("project.reach", "里程碑", "{stage}：{reached_on}"),
    Event("project.close", "结束", "项目结束", clock="stop"),
)
PERSON_EVENTS = (
    Event("person.record_expertise", "登记专长", "登记熟悉的行业：{industries}"),
    Event("person.declare_conflict", "申报利益冲突", "申报了与“{enterprise}”的利益冲突"),
    Event("person.end_conflict", "解除利益冲突", "解除了与“{enterprise}”的利益冲突"),
)
OFFICE_EVENTS = (Event("office.set_duty_steward", "值班店小二", "指定岗位“{post}”的人为值班店小二。"),)
EVENTS = {
    "pairing": PAIRING_EVENTS,
    "pairing_plan": PLAN_EVENTS,
    "steward_request": REQUEST_EVENTS,
    "visit": VISIT_EVENTS,
    "visit_promise": PROMISE_EVENTS,
    "need": NEED_EVENTS,
    "help": HELP_EVENTS,
    "question_edition": EDITION_EVENTS,
    "project": PROJECT_EVENTS,
}
