"""The lights of a duty."""

from bihuan.kernel.choices import Codes


class Light(Codes):
    """Automatic, without appeal or consequence; not to be confused with cards."""

    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"
