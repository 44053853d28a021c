"""How a length of working time is said."""


def worked(minutes: int) -> str:
    """90 → 1 小时 30 分钟. Working time is said in hours: a day of it has not twenty-four."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时{f' {rest} 分钟' if rest else ''}" if hours else f"{rest} 分钟"
