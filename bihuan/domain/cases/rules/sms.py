"""What a reporter is told by SMS: their number, what happened, what comes next. No name, no place, no matter, no secret."""

from collections.abc import Mapping

HOW = "凭编号和查询码可以查看。"
SMS: Mapping[str, tuple[str, str]] = {
    "case.register": ("已经收到", "接下来判断由谁来办。凭编号和查询码可以查进度。"),
    "case.accept": ("已经受理", "接下来派给承办单位。"),
    "case.decline": ("没有受理", f"为什么、该去哪里办，{HOW}"),
    "case.transfer": ("已移送给有法定职责的机关", f"对方受理后会告诉您。说明{HOW}"),
    "case.transfer_clue": ("已移送给有管辖权的机关", f"对方有了反馈会告诉您。说明{HOW}"),
    "case.conclude_transfer": ("移送有了结果", HOW),
    "case.accept_promise": ("承办单位承诺了办好的日期", f"到期要拿出证明。{HOW}"),
    "case.carry_over": ("需要较长时间，已列入挂账清单", f"每季度检查一次，有进展再告诉您。{HOW}"),
    "case.resume_carried": ("恢复办理", "接下来由承办单位继续办。"),
    "case.decide_extension": ("办理时间有变化", f"新的日期{HOW}"),
    "case.decide_suspension": ("办理有变化", f"原因和恢复的日期{HOW}"),
    "case.resume": ("恢复办理", "接下来由承办单位继续办。"),
    "case.raise_level": ("交给上一级办理", f"进展{HOW}"),
    "case.relay": ("办理人员给您留言", f"{HOW[:-1]}，也可以回复。"),
    "case.strike_off": ("有关单位说办好了，我们已核实", "接下来会有没经手的人给您打电话，问是否真的解决。"),
    "case.new_round": ("决定再办一次", f"接下来重新派单。新的日期{HOW}"),
    "case.uphold": ("决定维持办理结果", f"理由和还可以怎么办，{HOW}"),
    "case.final_answer": ("作出了最终答复", HOW),
    "case.reopen": ("重新办理", f"新的日期{HOW}"),
    "case.reply": ("已经答复", f"{HOW[:-1]}；没有用，可以要求继续办。"),
    "case.upward_answer": ("向上反映的事有了答复", f"{HOW[:-1]}；还有意见，可以再次提出。"),
    "case.clue_outcome": ("有关机关有了反馈", HOW),
    "case.merge": ("与另一件相同的诉求一起办理", "结果会一样告诉您。"),
}


def sms_of(event: str, number: str) -> tuple[str, str]:
    """Title and body; an event without words of its own says only that there is news."""
    happened, next_ = SMS.get(event, ("有新的进展", HOW))
    return f"您反映的 {number}：{happened}。", next_
