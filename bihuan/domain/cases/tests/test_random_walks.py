"""Whatever allowed steps people take in whatever order, what must hold holds."""

import itertools
import random

import pytest

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Custody
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.rules.workflow import is_transition
from bihuan.domain.cases.tests.parts import owed
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.journal import history
from bihuan.kernel.journal.verify import verify_journal
from bihuan.kernel.refusals import Refusal
from bihuan.testing.cases import Loop

STEPS = 16
# verb: who might take it, and what they would say
WALK = {
    "accept": (("zhao_min",), {}),
    "dispatch": (("zhao_min",), {"office": "housing"}),
    "acknowledge": (("ma_li", "li_qiang"), {}),
    "subdispatch": (("ma_li",), {"office": "housing_permits"}),
    "return": (("ma_li",), {"proper": "streets", "clause": "职责不符。"}),
    "refuse_return": (("zhao_min",), {"reason": "由你单位办。"}),
    "recall": (("zhao_min",), {"office": "housing", "reason": "派错了。"}),
    "complete": (("li_qiang", "gao_feng", "ma_li"), {"outcome": "SOLVED", "reply": "已整改。"}),
    "endorse": (("gao_feng",), {}),
    "approve": (("lin_tao", "director_chen"), {}),
    "refuse_completion": (("gao_feng", "lin_tao"), {"reason": "补依据。"}),
    "strike_off": (("zheng_kai",), {"on_site": True}),
    "rework": (("zheng_kai",), {"reason": "不够。"}),
    "carry_over": (("zhao_min",), {"document": "纪要", "reason": "长期。"}),
    "resume_carried": (("zhao_min",), {}),
    "follow_up": (("wu_tong",), {"solved": False, "contact_confirmed": True, "satisfaction": "DISSATISFIED"}),
    "new_round": (("han_xue",), {"differs": "换人。"}),
    "uphold": (("han_xue",), {"reason": "属实。", "remedies": "复议。"}),
    "reopen": (("zhao_min",), {"reason": "新情况。"}),
    "withdraw": (("liu_yang",), {}),
}


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_keeps_custody_duties_version_and_journal(loop: Loop, seed: int):
    chance, case = random.Random(seed), loop.register()
    before = case.state
    for _ in range(STEPS):
        case = _step(loop, case, chance) or case
        assert case.state == before or is_transition(before, case.state)
        before = case.state
        _holds(case)
    assert verify_journal().holds


def _step(loop: Loop, case, chance: random.Random):
    """One allowed step, by chance; the end is put off for a while."""
    loop.later(hours=chance.randint(1, 30))
    actors = {who: loop.actor(who) for people, _ in WALK.values() for who in people}
    facts = {who: facts_of(case, actor) for who, actor in actors.items()}
    allowed = [
        (verb, actors[who])
        for verb in CASE_VERBS
        if verb.code in WALK
        for who in WALK[verb.code][0]
        if verb.may(facts[who], actors[who]) is None
    ]
    allowed = [one for one in allowed if one[0].code != "withdraw"] or allowed
    if not allowed:
        return None
    verb, by = chance.choice(allowed)
    inputs = {
        name: loop.city.offices.get(value, value) if name in ("office", "proper") else value
        for name, value in WALK[verb.code][1].items()
    }
    try:
        return verb.action(case=case, by=by, at=loop.later(), **inputs)
    except Refusal:  # an input that does not fit, a limit that has passed
        case.refresh_from_db()
        return None


def _holds(case) -> None:
    held = list(Custody.objects.filter(case=case).order_by("from_at", "id"))
    assert len([one for one in held if one.to_at is None]) == (1 if case.is_open else 0)
    reopened = any(entry.event == "case.reopen" for entry in history(case.subject))
    assert held[0].from_at == case.registered_at
    assert reopened or all(a.to_at == b.from_at for a, b in itertools.pairwise(held))
    assert case.is_open or (not owed(case) and held[-1].to_at == case.ended_at)
    assert case.state in State and case.version == history(case.subject)[-1].seq
