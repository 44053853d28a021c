"""A city's own values, in the order of their life. All on the chain of subject `parameter`."""

from bihuan.kernel.parameters.actions.ending import ask_end_of_value, decide_end_of_value
from bihuan.kernel.parameters.actions.proposing import (
    activate_value,
    propose_value,
    refuse_value,
    verify_value,
    withdraw_value,
)
from bihuan.kernel.parameters.actions.steps import lock_override

__all__ = [
    "activate_value",
    "ask_end_of_value",
    "decide_end_of_value",
    "lock_override",
    "propose_value",
    "refuse_value",
    "verify_value",
    "withdraw_value",
]
