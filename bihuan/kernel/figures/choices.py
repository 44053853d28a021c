"""How far a figure can be trusted."""

from bihuan.kernel.states import StateCodes


class FigureStatus(StateCodes):
    """Ours: proposed by one, then signed by another or not. Others': reported with a source, or doubtful, until another checked it."""

    REPORTED = "reported", "blue", "报送"
    QUARANTINED = "quarantined", "purple", "存疑"
    PROPOSED = "proposed", "purple", "待签发"
    REFUSED = "refused", "grey", "没有签发"
    PUBLISHED = "published", "grey", "已公布"
    VERIFIED = "verified", "grey", "已核实"
