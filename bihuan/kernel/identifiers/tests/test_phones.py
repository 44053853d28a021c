import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.identifiers import is_mobile, phone, phone_digest
from bihuan.kernel.refusals import Malformed


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("13812345678", "+8613812345678", "13812345678"),
        ("138 1234 5678", "+8613812345678", "13812345678"),
        ("+86 138-1234-5678", "+8613812345678", "13812345678"),
        ("008613812345678", "+8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "+8613812345678", "13812345678"),
        ("0716-8123456", "+867168123456", "0716-8123456"),
        ("(0716) 812 3456", "+867168123456", "0716-8123456"),
        ("01065250000", "+861065250000", "010-65250000"),
        ("0716-8123456转802", "+867168123456", "0716-8123456转802"),
        ("+852 2123 4567", "+85221234567", "+85221234567"),
    ],
)
def test_a_number_has_one_stored_form_however_it_was_typed(typed, stored, shown):
    found = phone(typed)
    assert (found.e164, str(found)) == (stored, shown)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1381234567", "不是一个有效的电话号码"),
        ("8123456", "缺少区号"),
        ("12345", "服务热线"),
        ("张三", "只能有数字"),
        ("", "只能有数字"),
        ("13812345678abc", "只能有数字"),
    ],
)
def test_a_wrong_number_is_told_what_is_missing(typed, says):
    with pytest.raises(Malformed) as refused:
        phone(typed, field="contact_phone")
    assert says in refused.value.fields["contact_phone"]


def test_a_local_number_takes_the_area_code_of_the_city():
    assert phone("8123456", area_code="0716").national == "0716-8123456"


def test_only_a_mobile_of_this_country_gets_text_messages():
    assert is_mobile("138 1234 5678")
    assert not is_mobile("0716-8123456")
    assert not is_mobile("+852 9123 4567")
    assert not is_mobile("没有")


def test_the_same_caller_has_the_same_digest(settings):
    settings.PHONE_KEY = "key one"
    digest = phone_digest("138-1234-5678")
    assert digest == phone_digest(phone("+8613812345678"))
    assert phone_digest("0716-8123456转802") == phone_digest("0716-8123456")
    assert len(digest) == 64
    settings.PHONE_KEY = "key two"
    assert digest != phone_digest("13812345678")


@given(st.text(alphabet="0123456789+-() 转x#", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_number_or_a_refusal(text):
    try:
        assert phone(text).e164.startswith("+")
    except Malformed as refusal:
        assert refusal.help


@given(st.from_regex(r"1(3\d|5[0-35-9]|8\d)\d{8}", fullmatch=True))
def test_the_stored_form_reads_as_itself(number):
    found = phone(number)
    assert phone(found.e164) == found == phone(str(found))
