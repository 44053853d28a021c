from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.money import LARGEST, fen, in_words, rounded, share, yuan
from bihuan.kernel.refusals import Malformed

AMOUNTS = st.integers(min_value=-(10**16), max_value=10**16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,620元", 162_000),
        ("1620", 162_000),
        ("0.5", 50),
        (".5元", 50),
        ("￥50", 5_000),
        ("５００万元", 500_000_000),
        ("500万", 500_000_000),
        ("3千万", 3_000_000_000),
        ("1.2亿", 12_000_000_000),
        ("1亿2000万元", 12_000_000_000),
        ("12元5角", 1_250),
        ("人民币 300 万元整", 300_000_000),
        ("-20元", -2_000),
        ("−20元", -2_000),
        ("1.005元", 101),
        ("1.004元", 100),
    ],
)
def test_what_an_office_writes_is_read(text, expected):
    assert fen(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "约500万",
        "1万5",
        "1,23元",
        "500万-1000万",
        "1e9",
        "五百万",
        "2000万1亿",
        "1元2元",
        "9" * 40,
        "--5",
        "=1+1",
    ],
)
def test_what_is_not_plain_is_refused_and_never_guessed(text):
    with pytest.raises(Malformed) as refused:
        fen(text, field="cap")
    assert refused.value.fields.keys() == {"cap"}
    assert "1.2亿" in refused.value.help


def test_a_bare_number_counts_in_the_unit_of_its_column():
    assert fen("300", unit="万元") == 300_000_000
    assert fen("300元", unit="万元") == 30_000


@given(AMOUNTS)
def test_what_is_echoed_back_reads_as_the_same_amount(amount):
    assert fen(yuan(amount)) == amount
    assert fen(in_words(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (12_000_000_000, "1.2亿元"),
        (300_000_000, "300万元"),
        (162_000, "1,620元"),
        (4_303_550, "43,035.50元"),
        (4_303_512, "43,035.12元"),
        (0, "0元"),
        (-500_000_000, "-500万元"),
    ],
)
def test_an_amount_is_said_in_the_largest_unit_that_reads_well(amount, said):
    assert in_words(amount) == said


@given(AMOUNTS, st.integers(min_value=0, max_value=10_000))
def test_a_share_is_within_half_a_fen_of_the_exact_part(amount, per_mille):
    assert abs(Decimal(share(amount, per_mille, 1000)) - Decimal(amount) * per_mille / 1000) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("amount", "expected"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("0.49", 0)]
)
def test_the_one_rounding_rule_is_half_up_away_from_zero(amount, expected):
    assert rounded(Decimal(amount)) == expected


def test_the_largest_amount_is_accepted_and_one_fen_more_is_not():
    assert fen(yuan(LARGEST)) == LARGEST
    with pytest.raises(Malformed):
        fen(yuan(LARGEST + 1))


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text):
    try:
        assert isinstance(fen(text), int)
    except Malformed as refusal:
        assert refusal.fields
