"""What can be journalled about a published figure."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("figure.propose", "提请公布", "提请公布“{name}”{period}：{said}", next="领导签发"),
    Event("figure.revise", "提请更正", "提请更正“{name}”{period}：{said}，原公布值保留", next="领导签发"),
    Event("figure.publish", "签发公布", "签发公布“{name}”{period}：{said}"),
    Event("figure.refuse", "没有签发", "没有签发“{name}”{period}：{said}"),
    Event("figure.report", "录入", "录入报送指标“{name}”{period}：{said}"),
    Event("figure.verify", "核实", "核实了报送指标“{name}”{period}：{said}"),
)
