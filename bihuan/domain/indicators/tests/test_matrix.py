"""Who of the cast may do what with a number that the city says, in each of its states, as recorded in matrix.yaml."""

from pathlib import Path

from bihuan.domain.indicators.actions import correct_publication, withdraw_publication
from bihuan.domain.indicators.queries import publication_facts, publications_visible_to
from bihuan.domain.indicators.verbs import PUBLICATION_VERBS
from bihuan.testing.city import CAST
from bihuan.testing.matrix import Situations


def test_who_may_do_what_in_every_situation_is_as_recorded(loop, propose, sign):
    nouns = {"publication": (publications_visible_to, lambda thing, actor: publication_facts(thing))}
    world = Situations([PUBLICATION_VERBS], nouns, lambda thing: {who: loop.actor(who) for who in CAST})
    proposed = world.look("by an editor", propose("zheng_kai"))
    by = loop.actor("zheng_kai")
    world.look("taken back", withdraw_publication(publication=proposed, by=by, at=loop.later()))
    world.look("not signed", sign(propose(), granted=False))
    signed = world.look("signed", sign(propose()))
    by = loop.actor("zhao_min")
    again = correct_publication(publication=signed, by=by, at=loop.later(), reason="补录一件")
    world.look("its correction waits", signed)
    world.look("a correction", again)
    world.look("its correction signed", sign(again))
    world.look("replaced", signed)
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
    world.assert_every_verb_is_open_to_somebody()
