"""The nouns of what the government offers."""

from bihuan.domain.services.models.items import (
    Item,
    ItemVersion,
    Material,
    Offering,
    Question,
    Step,
    VersionFault,
)
from bihuan.domain.services.models.matters import FormField, Joint, Matter, Paper, Part, Task
from bihuan.domain.services.models.ratings import Handling, Rating

__all__ = [
    "FormField",
    "Handling",
    "Item",
    "ItemVersion",
    "Joint",
    "Material",
    "Matter",
    "Offering",
    "Paper",
    "Part",
    "Question",
    "Rating",
    "Step",
    "Task",
    "VersionFault",
]
