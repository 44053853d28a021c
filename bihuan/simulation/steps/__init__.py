"""One case's way through the hands, by the actions that people use. Which way is its fate's; how fast is its unit's."""

from bihuan.simulation.steps.arriving import Arriving
from bihuan.simulation.steps.carrying import Carrying
from bihuan.simulation.steps.checking import Checking
from bihuan.simulation.steps.completing import Completing
from bihuan.simulation.steps.dispatching import Dispatching
from bihuan.simulation.steps.handling import Handling
from bihuan.simulation.steps.matters import a_matter, publish_knowledge


class Walk(Arriving, Dispatching, Handling, Carrying, Completing, Checking):
    """One case from the report to the reporter's word."""


__all__ = ["Walk", "a_matter", "publish_knowledge"]
