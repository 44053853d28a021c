import pytest

from bihuan.kernel.identifiers import mask_name, mask_phone, mask_resident_id, without_personal_numbers


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0716-8123456", "0716-*****56"),
        ("+85221234567", "********4567"),
        ("123", "***"),
    ],
)
def test_a_phone_shows_enough_to_recognise(number, shown):
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("李小明", "李**"), ("欧阳娜娜", "欧阳**"), ("欧阳", "欧*"), ("王", "王*"), ("", "")],
)
def test_a_name_shows_the_surname(name, shown):
    assert mask_name(name) == shown


def test_a_resident_id_never_shows_the_birth_date():
    assert mask_resident_id("11010519491231002X") == "110105********002X"
    assert mask_resident_id("1101") == "****"


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "0716-8123456",
        "07168123456",
        "11010519491231002X",
    ],
)
def test_personal_numbers_are_taken_out_of_a_text(number):
    assert without_personal_numbers(f"请打{number}找我", put="…") == "请打…找我"


@pytest.mark.parametrize(
    "text", ["编号JZ2026000123", "2026年11月23日", "1,620元", "91350100M000100Y43", "沙市区北京路138号"]
)
def test_other_numbers_stay(text):
    assert without_personal_numbers(text) == text
