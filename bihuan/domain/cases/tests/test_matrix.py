"""Who may do what, when: every verb × every member of the cast × every step of the straight path, compared with recorded data.

Run with `BIHUAN_RECORD=1` to record anew; the difference is what a reviewer reads.
"""

import os
from pathlib import Path

import yaml

from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.access import Actor
from bihuan.testing.cases import Loop
from bihuan.testing.city import CAST

RECORDED = Path(__file__).with_name("matrix.yaml")


def test_who_may_do_what_at_every_step_is_as_recorded(loop: Loop):
    found = {}
    case = loop.register()
    for step in [*loop.STEPS[1:], None]:
        found[f"{step or 'end'}: {case.state}"] = _who_may_what(loop, case)
        if step not in (None, "closed"):
            case = loop.step(step, case)
    if os.environ.get("BIHUAN_RECORD"):
        RECORDED.write_text(
            yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8"
        )
    assert found == yaml.safe_load(RECORDED.read_text(encoding="utf-8"))


def _who_may_what(loop: Loop, case) -> dict[str, str]:
    actors = {name: loop.actor(name) for name in CAST} | {
        "receipt": Actor.receipt(f"case:{case.pk}"),
        "public": Actor.public(),
    }
    rows = {
        "see": " ".join(
            n for n, actor in actors.items() if cases_visible_to(actor).filter(pk=case.pk).exists()
        )
    }
    facts = {name: facts_of(case, actor) for name, actor in actors.items()}
    for verb in CASE_VERBS:
        who = " ".join(name for name, actor in actors.items() if verb.may(facts[name], actor) is None)
        if who:
            rows[verb.code] = who
    return rows
