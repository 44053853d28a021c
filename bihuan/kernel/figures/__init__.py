"""Numbers with a name: a page, an export and the API quote figures, never compute them.

A mechanism registers its figures in its `figures.py`. Day rows are rebuilt by a job and pages read those; a published one is frozen
with everything that made it. See `docs/kernel/figures.md`.
"""

from typing import TYPE_CHECKING

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.figures.actions import (
        Signer,
        correct_figure,
        decide_figure,
        propose_figure,
        report_figure,
        verify_figure,
        withdraw_figure,
    )
    from bihuan.kernel.figures.days import series, value_by_of, value_from_days
    from bihuan.kernel.figures.periods import Period, PeriodKind
    from bihuan.kernel.figures.registry import Basis, DayValue, Figure, figure_of, figures, register_figures
    from bihuan.kernel.figures.values import Value, spoken

__getattr__ = door(
    __name__,
    Basis="registry",
    DayValue="registry",
    Figure="registry",
    Period="periods",
    PeriodKind="periods",
    Signer="actions",
    Value="values",
    correct_figure="actions",
    decide_figure="actions",
    figure_of="registry",
    figures="registry",
    propose_figure="actions",
    register_figures="registry",
    report_figure="actions",
    series="days",
    spoken="values",
    value_by_of="days",
    value_from_days="days",
    verify_figure="actions",
    withdraw_figure="actions",
)

__all__ = [
    "Basis",
    "DayValue",
    "Figure",
    "Period",
    "PeriodKind",
    "Signer",
    "Value",
    "correct_figure",
    "decide_figure",
    "figure_of",
    "figures",
    "propose_figure",
    "register_figures",
    "report_figure",
    "series",
    "spoken",
    "value_by_of",
    "value_from_days",
    "verify_figure",
    "withdraw_figure",
]
