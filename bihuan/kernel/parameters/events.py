"""What can be journalled about a city's own value."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event(
        "parameter.propose",
        "提出",
        "提出把参数 {code} 自 {from_on} 起定为 {value}，依据 {document}",
        next="另一位有权限的人启用",
    ),
    Event("parameter.verify", "核实", "核实了存疑的参数值 {value}", next="另一位有权限的人启用"),
    Event("parameter.activate", "启用", "启用参数 {code} 的新值 {value}，自 {from_on} 起执行"),
    Event("parameter.refuse", "不启用", "不同意启用参数 {code} 的新值 {value}"),
    Event("parameter.withdraw", "撤回", "撤回了尚未启用的参数值 {value}"),
    Event(
        "parameter.ask_end",
        "申请停用",
        "申请自 {from_on} 起停用参数 {code} 的本市值",
        next="另一位有权限的人决定",
    ),
    Event("parameter.end", "停用", "停用参数 {code} 的本市值，最后一天为 {last_on}"),
    Event("parameter.keep", "不停用", "不同意停用参数 {code} 的本市值"),
)
