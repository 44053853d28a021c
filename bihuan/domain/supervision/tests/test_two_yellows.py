"""两黄并一红: within twelve months, counted back from each yellow card, wherever the year turns; and what a city may write instead."""

from types import SimpleNamespace

import pytest

from bihuan.domain.supervision.actions import recompute, recompute_since
from bihuan.domain.supervision.choices import CardState, Colour, IncidentKind, Level
from bihuan.domain.supervision.doubts import unreadable
from bihuan.domain.supervision.models import Card, Finding
from bihuan.domain.supervision.rules.grounds import Terms, findings, ground_named
from bihuan.domain.supervision.rules.grounds.stretches import rolling
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.domain.supervision.rules.wording import period_words
from bihuan.testing.tables import moment, table


def yellows(days: str) -> list[IncidentFacts]:
    return [
        IncidentFacts(f"card:{place}", IncidentKind.YELLOW_CARD, 1, 9, at, at, at, person=2, entries=(place,))
        for place, at in enumerate(moment(f"{day.strip()} 17:30") for day in days.split(";"))
    ]


@table(
    """
    remark                                        | period  | cards                                      | found
    a week apart, and a year between them         | 12 mo   | 2026-12-30; 2027-01-02                     | 0+1
    the calendar would cut them apart             | year    | 2026-12-30; 2027-01-02                     |
    the same two in one calendar year             | year    | 2026-01-02; 2026-12-30                     | 0+1
    on the same day a year later the first is old | 12 mo   | 2026-01-02; 2027-01-02                     |
    a day before that it still counts             | 12 mo   | 2026-01-02; 2027-01-01                     | 0+1
    a chain: each with what came before it        | 12 mo   | 2026-01-10; 2026-06-10; 2027-02-10         | 0+1; 1+2
    a third one within the year                   | 12 mo   | 2026-01-10; 2026-06-10; 2026-09-10         | 0+1; 0+1+2
    days                                          | 90 d    | 2026-01-10; 2026-04-09; 2026-07-08         | 0+1
    one alone                                     | 12 mo   | 2026-01-10                                 |
    """
)
def test_which_yellow_cards_make_a_red(period, cards, found):
    ground = ground_named("two_yellows")
    terms = Terms(Level.RED, least=2, period=period)
    said = findings([ground], yellows(cards), {}, lambda id, at: terms)
    keys = ["+".join(one.key.partition(":")[2] for one in some.incidents) for some in said.values()]
    assert keys == [part.strip() for part in found.split(";") if part.strip()]
    assert {some.period for some in said.values()} <= {period, "2026"}


@pytest.mark.parametrize(
    ("period", "said"), [("12 mo", "12 个月内"), ("90 d", "90 天内"), ("2026-Q4", "2026 年第 4 季度")]
)
def test_a_card_says_its_period_in_words(period, said):
    assert period_words(period) == said


def in_force(city, on: str) -> Card:
    at = moment(f"{on} 17:30")
    return Card.objects.create(
        office=city.city,
        opened_at=at,
        ground="grave_lateness",
        colour=Colour.YELLOW,
        state=CardState.EFFECTIVE,
        section=city.housing_permits,
        unit=city.housing,
        person=city.person("gao_feng"),
        post=city.posts["gao_feng"],
        served_at=at,
        appeal_until=at,
        effective_at=at,
    )


@pytest.mark.parametrize("way", ["in order", "the older one last", "from nothing"])
def test_a_year_that_turns_between_two_cards_changes_nothing(city, way):
    """Whatever comes first, and whether one is asked or everything; and the finding goes when the older card is lifted."""
    cards = [in_force(city, "2026-12-30"), in_force(city, "2027-01-02")]
    at = moment("2027-01-04 09:00")
    if way == "from nothing":
        recompute_since(since=moment("2026-01-01 00:00"), at=at)
    else:
        for card in cards if way == "in order" else reversed(cards):
            recompute(subjects={"card": [card.pk]}, at=at)
    found = Finding.objects.get(ground="two_yellows")
    assert (found.number, found.period, found.incidents) == (
        2,
        "12 mo",
        sorted(f"card:{card.pk}" for card in cards),
    )
    Card.objects.filter(pk=cards[0].pk).update(state=CardState.LIFTED)
    recompute(subjects={"card": [cards[0].pk]}, at=at)
    assert not Finding.objects.filter(ground="two_yellows").exists()


@pytest.mark.parametrize(
    ("code", "value", "doubt"),
    [
        ("supervision.period", "12 mo", ""),
        ("supervision.period", "quarter", ""),
        ("supervision.period", "weekly", "应为 month"),
        ("supervision.period", "5 wd", "应为 month"),
        ("supervision.level", "YELLOW", ""),
        ("supervision.level", "ORANGE", "应为 REMINDER"),
        ("supervision.added_kinds", "LATE RETALIATION", ""),
        ("supervision.added_kinds", "none", ""),
        ("supervision.added_kinds", "LATENESS", "应为 LATE"),
        ("supervision.least", "3", ""),
    ],
)
def test_a_word_that_no_rule_can_read_is_doubted(code, value, doubt):
    proposal = SimpleNamespace(parameter=SimpleNamespace(code=code), value=value)
    said = list(unreadable(proposal))
    assert [doubt in sentence for sentence in said] == [True] * bool(doubt)


def test_a_period_of_the_calendar_rolls_nowhere():
    assert rolling("year") is None and str(rolling("12 mo")) == "12 mo"
