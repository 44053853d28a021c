"""What `script/faults` sends under load is answered by a house that nobody pulls a plug of, and found again."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "script"))

import kept
import load

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_is_walked_a_handling_rated_a_firm_visited_and_all_are_kept(live_server):
    sent = load.load_of(live_server.url, kept.city(None))
    sent.running = True
    sent.serve("faults-1")
    sent.walk("faults-2")
    sent.visit("faults-3")
    assert list(sent.handlings.values()) == [True]
    assert [len(verbs) for verbs in sent.cases.values()] == [4] and len(sent.files) == 1
    asked = {"cases": sent.cases, "files": sent.files, "handlings": sent.handlings, "visits": sent.visits}
    # The visit's need is a case too.
    assert kept.kept(asked) == {
        "cases": 2,
        "handlings": 1,
        "visits": 1,
        "needs": 1,
        "lost": [],
        "doubled": [],
        "stuck": [],
    }
    nothing = {"cases": {"0": []}, "files": {}, "handlings": {"0": True}, "visits": ["0"]}
    assert kept.kept(nothing)["lost"] == ["0", "handling 0", "rating of 0", "visit 0"]
