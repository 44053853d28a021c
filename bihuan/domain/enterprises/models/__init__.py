"""Enterprises, their names, years, above-scale flags and contacts."""

from bihuan.domain.enterprises.models.contacts import SIGNS_IN, Contact, SignInCode
from bihuan.domain.enterprises.models.enterprises import Enterprise, EnterpriseName
from bihuan.domain.enterprises.models.years import AboveScale, EnterpriseYear

__all__ = [
    "SIGNS_IN",
    "AboveScale",
    "Contact",
    "Enterprise",
    "EnterpriseName",
    "EnterpriseYear",
    "SignInCode",
]
