"""The figures that can be published."""

from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Figure, figures
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import Picker

FEW = 31


def find_figures(actor: Actor, words: str) -> list[Figure]:
    """By name or code; a figure is no secret, its rows are."""
    found = [one for one in figures().values() if words.strip() in one.name or words.strip() in one.code]
    return found[:FEW]


def get_figure(actor: Actor, key: str) -> Figure:
    if key not in figures():
        raise NotVisible("no_such_figure", "没有这个指标。", "请从列表里选。")
    return figures()[key]


PICKERS = (Picker("figure", find_figures, get_figure, lambda one: one.code, lambda one: one.name),)
