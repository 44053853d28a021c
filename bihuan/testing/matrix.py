"""Who may do what, when: every verb of every noun × every member of the cast × every situation, compared with recorded data.

Run with `BIHUAN_RECORD=1` to record anew; the difference is what a reviewer reads.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import VerbTable


class Situations:
    """One world, looked at again and again. nouns: noun → (things visible to an actor, the facts that its rules see). cast(thing): who looks,
    those among them who hold its receipt; the public looks everywhere."""

    def __init__(
        self,
        tables: Iterable[VerbTable],
        nouns: Mapping[str, tuple[Callable[..., Any], Callable[..., Any]]],
        cast: Callable[[Any], Mapping[str, Actor]],
    ) -> None:
        self.tables = {table.noun: table for table in tables}
        self.nouns, self.cast = nouns, cast
        self.found: dict[str, dict[str, str]] = {}

    def look(self, name: str, thing: Any) -> Any:
        """What everybody sees and may do with the thing as it stands now."""
        thing.refresh_from_db()
        noun = thing.subject.kind
        visible, facts_of = self.nouns[noun]
        actors = {**self.cast(thing), "public": Actor.public()}
        seen = [who for who, actor in actors.items() if visible(actor).filter(pk=thing.pk).exists()]
        facts = {who: facts_of(thing, actor) for who, actor in actors.items()}
        rows = {"see": " ".join(seen)}
        for verb in self.tables[noun]:
            may = [who for who, actor in actors.items() if verb.may(facts[who], actor) is None]
            if may:
                rows[verb.code] = " ".join(may)
        self.found[f"{noun}, {name}: {getattr(thing, 'state', '')}".removesuffix(": ")] = rows
        return thing

    def assert_as_recorded(self, path: Path) -> None:
        """The same as the file."""
        if os.environ.get("BIHUAN_RECORD"):
            said = yaml.safe_dump(self.found, allow_unicode=True, sort_keys=False, width=200)
            path.write_text(said, encoding="utf-8")
        assert self.found == yaml.safe_load(path.read_text(encoding="utf-8"))

    def assert_every_verb_is_open_to_somebody(self) -> None:
        """Else the world lacks a situation, or the verb is of no use."""
        for noun, table in self.tables.items():
            rows = [row for name, row in self.found.items() if name.startswith(f"{noun},")]
            never = {verb.code for verb in table} - {code for row in rows for code in row}
            assert not never, f"{noun}: {never}"
