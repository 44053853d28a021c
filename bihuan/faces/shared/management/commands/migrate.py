"""`bihuan migrate`: Django's own, in a fraction of the time where the database is new.

Django draws up anew every model that a new one is related to, and what those are related to: here all of them, for each of some 160.
A new model changes nothing about the others but that they are pointed to, so it is drawn up alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ModelState, ProjectState

_add_model = ProjectState.add_model


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with _new_ones_alone():
            super().handle(*args, **options)


@contextmanager
def _new_ones_alone() -> Iterator[None]:
    ProjectState.add_model = _add_alone  # type: ignore[method-assign]  # put back below
    try:
        yield
    finally:
        ProjectState.add_model = _add_model  # type: ignore[method-assign]  # as it was


def _add_alone(self: ProjectState, model_state: ModelState) -> None:
    drawn = self.__dict__.get("apps")  # asking for it would draw up everything
    if drawn is None or (model_state.app_label, model_state.name_lower) in self.models:
        _add_model(self, model_state)
        return
    del self.__dict__["apps"]
    try:
        _add_model(self, model_state)
    finally:
        self.__dict__["apps"] = drawn
    drawn.render_multiple([model_state])
