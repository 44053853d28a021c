"""Every figure of the catalogue, of ratings and of joint matters, with its definition and its base."""

from bihuan.domain.services.figures.catalogue import CATALOGUE, Stock
from bihuan.domain.services.figures.joining import JOINING
from bihuan.domain.services.figures.rating import SAID, UNTOLD, Said
from bihuan.kernel.figures import register_figures

__all__ = ["JOINED", "MEASURES", "SAID", "UNTOLD", "Said", "Stock"]

register_figures(
    *(stock.figure for stock in CATALOGUE),
    *(said.figure for said in SAID),
    *(tally.figure for tally in JOINING),
)
MEASURES = {measure.code: measure for measure in CATALOGUE}
JOINED = {tally.code: tally for tally in JOINING}
