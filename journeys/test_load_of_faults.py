"""What `script/faults` sends under load is answered by a house that nobody pulls a plug of, and found again."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "script"))

import kept
import load

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_is_walked_and_a_handling_rated_and_both_are_kept(live_server):
    sent = load.load_of(live_server.url, kept.city(None))
    sent.running = True
    sent.serve("faults-1")
    sent.walk("faults-2")
    assert list(sent.handlings.values()) == [True]
    assert [len(verbs) for verbs in sent.cases.values()] == [4] and len(sent.files) == 1
    found = kept.kept({"cases": sent.cases, "files": sent.files, "handlings": sent.handlings})
    assert found == {"cases": 1, "handlings": 1, "lost": [], "doubled": [], "stuck": []}
    assert kept.kept({"cases": {"0": []}, "files": {}, "handlings": {"0": True}})["lost"] == [
        "0",
        "handling 0",
        "rating of 0",
    ]
