"""What can be journalled about a published figure."""

from bihuan.kernel.journal.events import Event

EVENTS = (
    Event("figure.publish", "发布", "发布指标“{name}”{period}：{said}"),
    Event("figure.revise", "修订", "修订指标“{name}”{period}：{said}，原发布值保留"),
    Event("figure.report", "录入", "录入报送指标“{name}”{period}：{said}"),
    Event("figure.verify", "核实", "核实了报送指标“{name}”{period}：{said}"),
)
