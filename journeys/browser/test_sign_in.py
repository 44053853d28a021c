"""Signing in, as a person does it."""

import pytest

from bihuan.kernel.access.models import Person
from bihuan.testing.browser import PHONE, axe

PASSWORD = "Jing-Zhou-2026"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_a_wrong_password_is_answered_in_words_and_the_right_one_opens(open_page, size) -> None:
    Person.objects.create_person(username="li_qiang", name="李强", password=PASSWORD)
    page = open_page(size=size)
    page.goto("/accounts/login/?next=/accounts/2fa/")
    assert axe(page) == []
    page.fill("[name=login]", "li_qiang")
    page.fill("[name=password]", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "/accounts/login/" in page.url
    page.fill("[name=login]", "li_qiang")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
