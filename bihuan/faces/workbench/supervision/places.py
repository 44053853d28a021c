"""Their places on the left; what is owed on each is counted by its noun."""

from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.supervision.kinds import OFFICES, SUPERVISED, kinds

GROUP = "督办和红黄牌"
SUPERVISION = (
    NavItem("督办台", "workbench:board", "layout-dashboard", GROUP, frozenset(OFFICES)),
    NavItem("针对我的事项", "workbench:held", "scale", GROUP, frozenset(SUPERVISED)),
    *(
        NavItem(kind.label, kind.list_url, kind.icon, GROUP, frozenset(kind.roles), counter=kind.code)
        for kind in kinds().values()
    ),
)
