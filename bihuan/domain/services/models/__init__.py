"""The nouns of what the government offers."""

from bihuan.domain.services.models.items import Item, ItemVersion, Material, Offering, Question, Step

__all__ = ["Item", "ItemVersion", "Material", "Offering", "Question", "Step"]
