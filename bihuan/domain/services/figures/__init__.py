"""Every figure of the catalogue and of ratings, with its definition and its base."""

from bihuan.domain.services.figures.catalogue import CATALOGUE, Stock
from bihuan.domain.services.figures.rating import SAID, UNTOLD, Said
from bihuan.kernel.figures import register_figures

__all__ = ["MEASURES", "SAID", "UNTOLD", "Said", "Stock"]

register_figures(*(stock.figure for stock in CATALOGUE), *(said.figure for said in SAID))
MEASURES = {measure.code: measure for measure in CATALOGUE}
