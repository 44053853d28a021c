"""How far a published figure can be trusted."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class Noun(Codes):
    """What a journal and an address call it."""

    PUBLICATION = "publication", "公布数字"


class PublicationState(StateCodes):
    """Ours: proposed by one, then signed by another or not, or taken back before that. Others': reported with a source, or doubtful, until another checked it."""

    REPORTED = "reported", "blue", "报送"
    QUARANTINED = "quarantined", "purple", "存疑"
    PROPOSED = "proposed", "purple", "待签发"
    REFUSED = "refused", "grey", "没有签发"
    WITHDRAWN = "withdrawn", "grey", "已撤回"
    PUBLISHED = "published", "grey", "已公布"
    VERIFIED = "verified", "grey", "已核实"


# What the city proposed to itself and never said: of its period another one may be proposed.
NEVER_SAID = (PublicationState.REFUSED, PublicationState.WITHDRAWN)
