"""mypy plugin: `Annotated[Office, pick("单位", "office")]` means `Office`.

django-stubs reads the second part of `Annotated[<model>, …]` as a type, because it may be its own `Annotations[…]` (for which this house
writes `WithAnnotations`); an input of a verb is no type. Named before django-stubs in pyproject.toml, so that it answers first.
"""

from collections.abc import Callable

from mypy.plugin import AnalyzeTypeContext, Plugin
from mypy.types import Type


def _first(context: AnalyzeTypeContext) -> Type:
    return context.api.analyze_type(context.type.args[0])


class AnnotatedInputs(Plugin):
    """Answers for `typing.Annotated` only."""

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        return _first if fullname == "typing.Annotated" else None


def plugin(version: str) -> type[Plugin]:
    """What mypy calls."""
    return AnnotatedInputs
