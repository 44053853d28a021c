"""A thing asked for once is done once, whoever sends it again. See `docs/kernel/submissions.md`."""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door
from bihuan.kernel.submissions.fingerprints import fingerprint
from bihuan.kernel.submissions.receipts import receipt_holds, receipt_secret

if TYPE_CHECKING:
    from bihuan.kernel.submissions.actions import forget_submissions, joined, once

__getattr__ = door(__name__, forget_submissions="actions", joined="actions", once="actions")

__all__ = ["fingerprint", "forget_submissions", "joined", "once", "receipt_holds", "receipt_secret"]
