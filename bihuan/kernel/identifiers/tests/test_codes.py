import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.identifiers import looks_like_uscc, resident_id, uscc
from bihuan.kernel.refusals import Malformed


@pytest.mark.parametrize(
    "typed",
    ["91350100M000100Y43", " 91350100m000100y43 ", "91350100-M000-100Y-43", "９１３５０１００M000100Y43"],
)
def test_a_credit_code_is_found_however_it_was_typed(typed):
    assert uscc(typed) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("91350100M000100Y4", "18位，您填写的是17位"),
        ("91350100M000100Y44", "校验位"),
        ("91350100M000100YO3", "“O”"),
        ("9135010AM000100Y43", "行政区划"),
        ("", "18位"),
    ],
)
def test_a_wrong_credit_code_is_told_which_rule_it_breaks(typed, says):
    with pytest.raises(Malformed) as refused:
        uscc(typed, field="enterprise_uscc")
    assert says in refused.value.fields["enterprise_uscc"]


def test_a_code_with_another_authority_than_9_is_read():
    assert uscc("12100000400000624D").startswith("12")


def test_the_shape_alone_says_nothing_of_the_check_digit():
    assert looks_like_uscc("91350100M000100Y44")
    assert not looks_like_uscc("13812345678")


def test_a_resident_id_is_found_however_it_was_typed():
    assert resident_id(" 11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("110105194912310021", "校验位"),
        ("1101051949123100", "您填写的是16位"),
        ("110105194913310021", "地区或出生日期"),
        ("1101051949123100AX", "只有数字"),
        ("000000194912310027", "地区或出生日期"),
    ],
)
def test_a_wrong_resident_id_is_told_which_rule_it_breaks(typed, says):
    with pytest.raises(Malformed, match=says):
        resident_id(typed)


@given(st.text(max_size=24))
def test_any_text_is_a_number_or_a_refusal(text):
    for check in (uscc, resident_id):
        try:
            assert len(check(text)) == 18
        except Malformed as refusal:
            assert refusal.help
