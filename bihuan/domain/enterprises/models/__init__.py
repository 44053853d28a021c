"""Enterprises, their names, years, above-scale flags and contacts."""

from bihuan.domain.enterprises.models.contacts import Contact
from bihuan.domain.enterprises.models.enterprises import Enterprise, EnterpriseName
from bihuan.domain.enterprises.models.years import AboveScale, EnterpriseYear

__all__ = ["AboveScale", "Contact", "Enterprise", "EnterpriseName", "EnterpriseYear"]
