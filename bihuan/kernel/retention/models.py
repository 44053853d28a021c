"""What a noun that is kept for a time has, beside its chain and its version."""

from django.db import models
from django.db.models import Q

from bihuan.kernel.tracked import Kept


class Blankable(Kept):
    """`blanked_at`: when persons and words went. Whatever opens it again takes that back: what is written then has its own period."""

    blanked_at = models.DateTimeField("个人信息清除", null=True, editable=False)

    class Meta:
        abstract = True


def to_blank(name: str, ended: str = "id") -> models.Index:
    """The index of whoever looks each night for what is due; `ended`: the column that says when it ended, where that is one of its own."""
    over = Q() if ended == "id" else Q(**{f"{ended}__isnull": False})
    return models.Index(fields=[ended], condition=over & Q(blanked_at=None), name=f"{name}_to_blank")
