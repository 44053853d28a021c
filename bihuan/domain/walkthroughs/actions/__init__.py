"""The only writers, by noun and in loop order."""

from bihuan.domain.walkthroughs.actions.arranging import (
    add_ban,
    add_leaders,
    add_leave,
    add_window,
    draft_roster,
    drop_leader,
    drop_window,
)
from bihuan.domain.walkthroughs.actions.doubting import judge_sitting, judge_walk
from bihuan.domain.walkthroughs.actions.evidence import keep_log, remove_log
from bihuan.domain.walkthroughs.actions.finding import (
    credit_gain,
    find_at_window,
    find_on_walk,
    propose_change,
    reopen_finding,
    say_rectified,
    show_result,
)
from bihuan.domain.walkthroughs.actions.owing import miss_turn, owe_turn
from bihuan.domain.walkthroughs.actions.planning import (
    ask_roster,
    decide_change,
    decide_change_approval,
    decide_roster,
    decide_roster_approval,
    end_roster,
    fix_turn,
    plan_roster,
    request_change,
    withdraw_roster,
)
from bihuan.domain.walkthroughs.actions.receiving import (
    explain_policy,
    raise_difficulty,
    raise_unsolved,
    receive_people,
    record_thanks,
)
from bihuan.domain.walkthroughs.actions.sitting import end_sitting, sit_turn, start_sitting
from bihuan.domain.walkthroughs.actions.tasks import assign_task, drop_task, owe_walk, take_task
from bihuan.domain.walkthroughs.actions.walking import end_walk, start_walk, take_step

__all__ = [
    "add_ban",
    "add_leaders",
    "add_leave",
    "add_window",
    "ask_roster",
    "assign_task",
    "credit_gain",
    "decide_change",
    "decide_change_approval",
    "decide_roster",
    "decide_roster_approval",
    "draft_roster",
    "drop_leader",
    "drop_task",
    "drop_window",
    "end_roster",
    "end_sitting",
    "end_walk",
    "explain_policy",
    "find_at_window",
    "find_on_walk",
    "fix_turn",
    "judge_sitting",
    "judge_walk",
    "keep_log",
    "miss_turn",
    "owe_turn",
    "owe_walk",
    "plan_roster",
    "propose_change",
    "raise_difficulty",
    "raise_unsolved",
    "receive_people",
    "record_thanks",
    "remove_log",
    "reopen_finding",
    "request_change",
    "say_rectified",
    "show_result",
    "sit_turn",
    "start_sitting",
    "start_walk",
    "take_step",
    "take_task",
    "withdraw_roster",
]
