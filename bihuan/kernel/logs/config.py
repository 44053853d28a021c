"""How log lines are made: structlog's and everybody else's take the same way out."""

from typing import Any

import structlog

from bihuan.kernel.logs.masks import without_personal_data

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def config(*, json: bool, level: str) -> dict[str, Any]:
    """For settings.LOGGING. One line per event on standard error; what happens to it then is the machine's business."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_personal_data,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
            if json
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handler would print the same line a second time, unmasked.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # "Not Found: /path" would repeat addresses; our own line names the route.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
        },
    }


def configure() -> None:
    """structlog hands its lines to the standard library, which formats them as above."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
