"""How far a figure can be trusted."""

from bihuan.kernel.choices import Codes


class FigureStatus(Codes):
    REPORTED = "reported", "报送"
    QUARANTINED = "quarantined", "存疑"
    VERIFIED = "verified", "已核实"
