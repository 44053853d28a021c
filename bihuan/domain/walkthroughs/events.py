"""What can be journalled here. Audience `next`: whoever owes the next step is told."""

from bihuan.kernel.journal.events import Event

NEXT = ("next",)

ROSTER_EVENTS = (
    Event(
        "roster.draft",
        "编排",
        "编排班表，编号{number}，从{from_on}起{weeks}周",
        next="加班子成员和窗口，试排",
    ),
    Event("roster.add_leaders", "加班子成员", "加班子成员{people}人", next="照旧"),
    Event("roster.drop_leader", "退出轮值", "一人退出轮值", next="重新试排"),
    Event("roster.add_window", "加窗口", "加窗口{window}，星期{weekday}", next="照旧"),
    Event("roster.drop_window", "去掉窗口", "去掉窗口{window}", next="重新试排"),
    Event("roster.add_leave", "请假", "一人请假，从{from_on}到{to_on}", next="重新试排"),
    Event("roster.add_ban", "回避", "一人回避窗口{window}", next="重新试排"),
    Event("roster.plan", "试排", "第{place}次试排，{turns}班，与原来不同{moved}班", next="看过再送审"),
    Event("roster.ask", "送审", "第{place}次试排送审", next="主要负责人审批", audience=NEXT),
    Event("roster.decide", "审批", "第{place}次试排审批：{granted}", next="按班次坐窗口"),
    Event("roster.owe", "到班", "一个班次临近", clock="start", next="本人坐窗口", audience=NEXT),
    Event("roster.sit", "坐窗口", "一个班次已坐", clock="stop"),
    Event("roster.miss", "未坐", "一个班次没有坐", clock="stop"),
    Event("roster.fix_turn", "固定班次", "固定一个班次：{fixed}", next="照旧"),
    Event("roster.request_change", "申请调班", "申请调{on}的班", next="主要负责人审批", audience=NEXT),
    Event("roster.decide_change", "审批调班", "调班审批：{granted}", next="按班次坐窗口"),
    Event("roster.end", "结束", "排班结束", clock="stop"),
    Event("roster.withdraw", "撤回", "撤回排班", clock="stop"),
)
SITTING_EVENTS = (
    Event("sitting.start", "开始", "开始坐窗口，编号{number}，在{window}", next="接待群众"),
    Event("sitting.receive", "接待", "办理{handled}件，咨询{advised}件，接待{people}人", next="照旧"),
    Event("sitting.raise_case", "转工单", "没能解决，转为工单{case}", next="照旧"),
    Event("sitting.explain", "解释", "政策不覆盖，作了解释", next="照旧"),
    Event("sitting.raise_difficulty", "窗口的困难", "窗口的困难转为工单{case}", next="照旧"),
    Event("sitting.find", "发现问题", "发现问题{finding}", next="照旧"),
    Event("sitting.thank", "群众感谢", "收到{kind}{times}次", next="照旧"),
    Event("sitting.end", "结束", "结束坐窗口，{minutes}分钟", next="存疑的由双优化办核定"),
    Event("sitting.judge", "核定存疑", "核定存疑：{genuine}"),
)
WALK_EVENTS = (
    Event("walk.start", "开始", "开始走流程，编号{number}，事项{item}", next="一步一步走"),
    Event("walk.step", "走一步", "第{place}步：等{waited}分钟，办{handled}分钟", next="照旧"),
    Event("walk.find", "发现问题", "发现问题{finding}", next="照旧"),
    Event("walk.end", "走完", "走完流程，{minutes}分钟", next="存疑的由双优化办核定"),
    Event("walk.judge", "核定存疑", "核定存疑：{genuine}"),
)
FINDING_EVENTS = (
    Event("finding.find", "发现问题", "发现问题，编号{number}", next="按工单整改"),
    Event("finding.file", "转工单", "转为工单{case}", next="按工单整改"),
    Event("finding.propose", "提建议", "建议少{days}天、{materials}份材料、{trips}趟", next="照旧"),
    Event(
        "finding.show",
        "看结果",
        "工单结果：{result}，请发现人看结果",
        clock="start",
        next="发现人表态",
        audience=NEXT,
    ),
    Event("finding.reopen", "重新整改", "工单重新办理，等新的结果", clock="stop", next="按工单整改"),
    Event("finding.say", "发现人表态", "发现人看过结果：{rectified}", clock="stop"),
    Event("finding.gain", "记成效", "事项第{place}版少了{days}天、{materials}份材料、{trips}趟"),
)
WALK_TASK_EVENTS = (
    Event(
        "walk_task.owe",
        "安排走流程",
        "久未有人走过，编号{number}，事项{item}",
        clock="start",
        next="单位负责人去走",
        audience=NEXT,
    ),
    Event("walk_task.assign", "指派", "指派给一名班子成员", next="本人去走", audience=NEXT),
    Event("walk_task.done", "已走", "由{walk}走过", clock="stop"),
    Event("walk_task.drop", "取消", "取消任务", clock="stop"),
)
HANDLING_LOG_EVENTS = (
    Event(
        "handling_log.keep",
        "导入",
        "导入办件日志，编号{number}，{handlings}件、{events}个环节，{refused}行没有采用",
    ),
    Event("handling_log.remove", "删除", "删除文件"),
)
EVENTS = {
    "roster": ROSTER_EVENTS,
    "sitting": SITTING_EVENTS,
    "walk": WALK_EVENTS,
    "finding": FINDING_EVENTS,
    "walk_task": WALK_TASK_EVENTS,
    "handling_log": HANDLING_LOG_EVENTS,
}
