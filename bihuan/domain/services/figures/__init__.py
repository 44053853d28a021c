"""Every figure of the catalogue and of ratings, with its definition and its base."""

from bihuan.domain.services.figures.catalogue import CATALOGUE, Stock
from bihuan.kernel.figures import register_figures

__all__ = ["MEASURES", "Stock"]

register_figures(*(measure.figure for measure in CATALOGUE))
MEASURES = {measure.code: measure for measure in CATALOGUE}
