"""Their places on the left; what is owed on each is counted by its noun."""

from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.remedies.kinds import kinds

REMEDIES = tuple(
    NavItem(kind.label, kind.list_url, kind.icon, "整改与治理", frozenset(kind.roles), counter=kind.code)
    for kind in kinds().values()
)
