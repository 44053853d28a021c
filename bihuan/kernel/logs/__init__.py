"""Log lines: JSON in production, readable text elsewhere, and never a phone number or an identity number in either.

`config(...)` is what settings.LOGGING holds. Code logs with `structlog.get_logger()`: an event word and facts, no names, no texts.
"""

from bihuan.kernel.logs.config import config, configure
from bihuan.kernel.logs.masks import without_personal_data

__all__ = ["config", "configure", "without_personal_data"]
