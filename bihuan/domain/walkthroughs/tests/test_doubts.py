"""Each rule of 走过场 by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.walkthroughs.rules.doubts import BY_CODE, DOUBTS, Looked, Thresholds, doubts_about

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOLDS = Thresholds(short=30, late=timedelta(hours=48))


def looked(noun="sitting", **other):
    good = {
        "minutes": 120,
        "people": 6,
        "written": 6,
        "moments": 6,
        "same_text": False,
        "begins": AT,
        "received_at": AT,
    }
    return Looked(noun=noun, **good | other)


@pytest.mark.parametrize(
    ("noun", "other", "codes"),
    [
        ("sitting", {}, []),
        ("walk", {}, []),
        ("sitting", {"minutes": 29}, ["short"]),
        ("sitting", {"minutes": 30}, []),
        ("sitting", {"people": 0}, ["nobody"]),
        ("walk", {"people": 0}, []),
        ("walk", {"written": 0, "moments": 0}, ["no_step"]),
        ("sitting", {"written": 0, "moments": 0}, []),
        ("sitting", {"written": 3, "moments": 1}, ["one_click"]),
        ("sitting", {"written": 2, "moments": 1}, []),
        ("walk", {"same_text": True}, ["same_text"]),
        ("walk", {"received_at": AT + timedelta(hours=49)}, ["late"]),
        ("walk", {"received_at": AT + timedelta(hours=48)}, []),
    ],
)
def test_a_rule_fires_where_it_should(noun, other, codes):
    assert [rule.code for rule in doubts_about(looked(noun, **other), HOLDS)] == codes


def test_every_rule_has_its_words():
    assert len(BY_CODE) == len(DOUBTS)
    assert all(rule.name and rule.sentence.endswith("。") for rule in DOUBTS)
