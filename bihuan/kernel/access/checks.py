"""Production refuses to start with a default secret. `bihuan check` says so; `serve` and `wsgi` stop."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

SECRETS = {
    "SECRET_KEY": "BIHUAN_SECRET_KEY",
    "RECEIPT_KEY": "BIHUAN_RECEIPT_KEY",
    "PHONE_KEY": "BIHUAN_PHONE_KEY",
}
SHORTEST = 40


@register(Tags.security)
def check_production(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Run by every `bihuan` command, not only by `check --deploy`."""
    return list(_faults()) if settings.PRODUCTION else []


def refuse_to_start() -> None:
    """The hard stop for whatever serves requests without running the checks."""
    faults = check_production()
    if faults:
        raise ImproperlyConfigured("\n".join(str(fault.msg) for fault in faults))


def _faults() -> Iterator[CheckMessage]:
    for name, variable in SECRETS.items():
        secret = getattr(settings, name)
        if secret == settings.DEVELOPMENT_SECRET or len(secret) < SHORTEST:
            yield Error(
                f"{variable} is missing, a default, or shorter than {SHORTEST} characters.",
                hint=f"Set {variable}, or {variable}_FILE to a file that holds it: openssl rand -base64 48",
                id="access.E001",
            )
    if len({getattr(settings, name) for name in SECRETS}) < len(SECRETS):
        yield Error("The three secrets must differ: " + ", ".join(SECRETS.values()), id="access.E002")
    if settings.DEBUG or settings.DEMO:
        yield Error("BIHUAN_DEBUG and BIHUAN_DEMO must be off in production.", id="access.E003")
    if not settings.ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        yield Error("BIHUAN_ALLOWED_HOSTS must name the hosts one by one.", id="access.E004")
