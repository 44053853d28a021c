"""What is to be told (notice), and each telling of one person by one channel (delivery)."""

import uuid

from django.db import models
from django.db.models import Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices.choices import Channel, DeliveryState


class Preference(models.Model):
    """How a person wants to be told outside the application. No row: only where the event itself names a channel."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    order = models.CharField("通道", max_length=80, blank=True)  # `wecom,mail`: the first that works
    digest = models.BooleanField("每天汇总一次", default=False)  # what is not critical
    robots = models.TextField(blank=True)  # {channel: key}, encrypted: whoever knows a key may write there

    class Meta:
        verbose_name = "通知方式"

    @property
    def channels(self) -> tuple[Channel, ...]:
        return tuple(Channel(code) for code in self.order.split(",") if code)


class ChannelHealth(models.Model):
    """Whether a way out works: for whoever looks after the system, and so that the next one is taken."""

    channel = models.CharField(max_length=8, choices=Channel.pairs, unique=True)
    down_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "通知通道"


class Notice(models.Model):
    """What an action wants told to one key by one channel; written in its transaction, so it exists exactly when the entry does."""

    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    recipient = models.CharField(max_length=60)  # a key, e.g. `office:12`, `person:7`
    channel = models.CharField(max_length=8, choices=Channel.pairs)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    # Words that nobody may read here, such as a one-time code: encrypted, and gone when the telling has ended.
    secret = models.TextField(blank=True)
    critical = models.BooleanField(default=False)  # does not wait for the morning
    stale_at = models.DateTimeField(null=True, blank=True)  # after this it is of no use and is not sent
    queued_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    reached = models.PositiveIntegerField(default=0)  # deliveries that came of it

    class Meta:
        verbose_name = "通知"
        indexes = [
            # reader: the delivery job's first step
            models.Index(fields=["id"], name="notice_unresolved", condition=Q(resolved_at=None)),
            # reader: the job that forgets the old ones
            models.Index(fields=["queued_at"], name="notice_queued"),
            # reader: the page of what reached nobody
            models.Index(
                fields=["id"],
                name="notice_reached_nobody",
                condition=Q(resolved_at__isnull=False, reached=0),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "recipient", "channel"], name="notice_once"),
        ]


class Delivery(models.Model):
    """One telling of one person (or one address) by one channel. Unique per entry, so that two keys never double it."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.pairs)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    who = models.CharField(max_length=64)  # `person:7`, or a keyed digest of the address
    address = models.CharField(max_length=254, blank=True)  # blanked when it ended
    uid = models.UUIDField(default=uuid.uuid4)  # our id towards the outside: Message-ID
    fallback = models.CharField(
        max_length=80, blank=True
    )  # channels to take, in order, when this one is dead
    uncertain = models.BooleanField(default=False)  # it may have arrived: it is never sent by another channel
    digest = models.BooleanField(default=False)  # waits for the day's digest
    bundle = models.UUIDField(
        null=True, blank=True
    )  # tellings that went into one message, the id of that message
    next_at = models.DateTimeField(null=True)  # null: ended
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)  # a class and a code, never an address
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "送达"
        indexes = [
            # reader: the delivery job's second step
            models.Index(fields=["next_at", "id"], name="delivery_due", condition=Q(next_at__isnull=False)),
            # reader: a person's list in the application
            models.Index(
                fields=["person", "-id"], name="delivery_inbox", condition=Q(channel=Channel.IN_APP)
            ),
            # reader: the number beside the bell
            models.Index(
                fields=["person"],
                name="delivery_unread",
                condition=Q(channel=Channel.IN_APP, read_at=None),
            ),
            # reader: the page of what could not be delivered
            models.Index(fields=["-dead_at"], name="delivery_dead", condition=Q(dead_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "channel", "who"], name="delivery_once"),
            # outside the application a person is told once of an entry, by whatever channel
            models.UniqueConstraint(
                fields=["entry", "who"],
                name="delivery_outside_once",
                condition=~Q(channel=Channel.IN_APP) & Q(person__isnull=False),
            ),
        ]

    @property
    def state(self) -> DeliveryState:
        if self.sent_at:
            return DeliveryState.SENT
        return DeliveryState.DEAD if self.dead_at else DeliveryState.WAITING
