import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.search.terms import terms_of, wanted


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("拖车费", {"拖车", "车费", "费"}),
        ("A座12号", {"a", "座", "12", "号"}),
        ("ＡＢＣ　Ｄ", {"abc", "d"}),
        ("", set()),
        ("。，!", set()),
        ("𠮷野家", {"𠮷野", "野家", "家"}),
    ],
)
def test_chinese_becomes_pairs_and_the_rest_stays_whole(text, terms):
    assert set(terms_of(text)) == terms


def test_telephone_and_identity_numbers_never_reach_the_index():
    assert set(terms_of("电话13812345678，身份证11010519491231002X，座机0716-8123456")) == {
        "电话", "话", "身份", "份证", "证", "座机", "机",
    }  # fmt: skip


@given(st.text(max_size=200), st.data())
def test_whatever_stands_in_a_text_is_found_by_its_pairs(text, data):
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, min(len(text), start + 20)))]
    terms = terms_of(text)
    chinese = [term for term, begins in wanted(part) if not begins and len(term) == 2 and not term.isascii()]
    if all("㐀" <= c <= "鿿" for c in part):
        assert set(chinese) <= set(terms)


@given(st.text())
def test_a_term_holds_nothing_that_would_end_its_quotes(text):
    for term in [*terms_of(text), *(term for term, _ in wanted(text))]:
        assert not set(term) & set("'\"\\*:&|! ")
        assert not any(ord(character) < 32 for character in term)
