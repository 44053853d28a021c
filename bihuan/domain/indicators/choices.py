"""How far a printed figure can be followed."""

from bihuan.kernel.choices import Codes


class Standing(Codes):
    """reproduced: a figure of ours counts the same thing.   quarantined: it does not hold, or is ambiguous; it is shown and never used.
    reported: plausible, stated by others, not ours to count.   unbuilt: the room that will carry it, or its figure, is not built."""

    REPRODUCED = "reproduced", "由本市记录算出"
    QUARANTINED = "quarantined", "存疑，不采用"
    REPORTED = "reported", "他人报送"
    UNBUILT = "unbuilt", "机制或指标还没有建"
