"""Regions, offices, posts, tenures, delegations, shifts."""

from bihuan.domain.organisations.models.offices import Office, OfficeName
from bihuan.domain.organisations.models.posts import Delegation, Post, Tenure
from bihuan.domain.organisations.models.regions import Region
from bihuan.domain.organisations.models.shifts import Shift

__all__ = ["Delegation", "Office", "OfficeName", "Post", "Region", "Shift", "Tenure"]
