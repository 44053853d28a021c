"""Production refuses to start with a default secret; everything else is ready to develop."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from bihuan.kernel.access.checks import check_production, refuse_to_start


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True
    settings.DEMO = settings.DEBUG = False
    settings.SECRET_KEY, settings.RECEIPT_KEY, settings.PHONE_KEY = "s" * 48, "r" * 48, "p" * 48
    settings.ALLOWED_HOSTS = ["bihuan.example.gov.cn"]
    return settings


def ids() -> list[str]:
    return [fault.id for fault in check_production()]


def test_it_starts_with_secrets_of_its_own(production) -> None:
    assert ids() == []
    refuse_to_start()


@pytest.mark.parametrize("name", ["SECRET_KEY", "RECEIPT_KEY", "PHONE_KEY"])
@pytest.mark.parametrize("value", ["short", "x" * 39])
def test_it_does_not_start_with_a_weak_secret(production, name: str, value: str) -> None:
    setattr(production, name, value)
    assert ids() == ["access.E001"]
    with pytest.raises(ImproperlyConfigured, match=f"BIHUAN_{name}"):
        refuse_to_start()


def test_it_does_not_start_with_the_secret_of_development(production) -> None:
    production.SECRET_KEY = production.DEVELOPMENT_SECRET
    assert ids() == ["access.E001"]


def test_one_secret_for_everything_is_refused(production) -> None:
    production.RECEIPT_KEY = production.SECRET_KEY
    assert ids() == ["access.E002"]


def test_neither_demo_nor_debug_nor_any_host(production) -> None:
    production.DEMO = True
    production.ALLOWED_HOSTS = ["*"]
    assert ids() == ["access.E003", "access.E004"]


def test_elsewhere_nothing_is_asked(settings) -> None:
    settings.PRODUCTION = False
    assert ids() == []
