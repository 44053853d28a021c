"""Whom to call."""

from django.db import models

from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models.enterprises import Enterprise


class Contact(models.Model):
    """A person of the firm, with a role. Personal data: shown only to those whose work it is, never journalled, never in the search index."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField("姓名", max_length=64)
    role = models.CharField("身份", max_length=24, choices=ContactRole.pairs)
    phone = models.CharField("电话", max_length=32, blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)  # HMAC, so that a caller can be recognised
    ended_on = models.DateField("停用日", null=True, blank=True)

    class Meta:
        verbose_name = "联系人"
        indexes = [
            # reader: the call pad, by the caller's number
            models.Index(fields=["phone_hash"], name="contact_phone"),
        ]
