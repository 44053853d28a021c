"""Trouble below us, told apart from a mistake of ours: the database is gone, locked or full. The answer is 503, not 500."""

import errno

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError

from bihuan.kernel.refusals import Busy, Refusal


class TooLarge(Refusal):
    """More than this platform takes in one request."""

    status = 413
    title = "内容太大"


def trouble_of(exc: BaseException | None) -> Refusal | None:
    """The refusal that this exception deserves, or None when it is a mistake of ours."""
    if isinstance(exc, Refusal):
        return exc
    if isinstance(exc, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return TooLarge("too_large", "提交的内容太大。", "请减少文字或文件，分几次提交。")
    if isinstance(exc, SessionInterrupted):
        # Whatever keeps a session from being saved Django takes for one that was deleted meanwhile, 400. What it was stands behind.
        return trouble_of(exc.__context__ and exc.__context__.__context__)
    words = str(exc).lower()
    if _disk_is_full(exc) or (isinstance(exc, (OperationalError, InterfaceError)) and not _is_ours(words)):
        return _busy(words)
    return None


def _is_ours(words: str) -> bool:
    """SQLite calls these operational too, but no waiting mends them."""
    return any(sign in words for sign in ("no such", "syntax error", "has no column"))


def _disk_is_full(exc: BaseException | None) -> bool:
    return isinstance(exc, OSError) and exc.errno in (errno.ENOSPC, errno.EDQUOT)


def _busy(words: str) -> Busy:
    if "full" in words or "no space" in words:
        return Busy("系统的存储空间已满。", "我们正在处理，请过几分钟再试。", retry_after=120)
    if "lock" in words or "deadlock" in words or "serialize" in words:
        return Busy("这一刻使用的人很多，没有轮到您。", "请再试一次。", retry_after=2)
    return Busy("系统暂时连不上数据库。", "请过一会儿再试一次。", retry_after=15)
