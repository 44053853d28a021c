"""Their places on the left; what is owed on each is counted by its noun."""

from bihuan.faces.shared.nav import NavItem
from bihuan.faces.workbench.walkthroughs.kinds import EVERYBODY, kinds

GROUP = "走流程坐窗口"
WALKTHROUGHS = (
    *(
        NavItem(kind.label, kind.list_url, kind.icon, GROUP, frozenset(kind.roles), counter=kind.code)
        for kind in kinds().values()
    ),
    NavItem("覆盖和成效", "workbench:walkthroughs", "chart-bar", GROUP, frozenset(EVERYBODY)),
)
