"""红黄牌: proposed by a rule, issued by a person, served, answered, appealed."""

from django.db import models
from django.db.models import Q

from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.choices import AppealGround, CardState, Colour, Decision, Noun, Service
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Card(Remedy, Blankable):
    """One card, for one section and the person who answered for it then. What it rests on is copied, as the proposal saw it.

    Nothing of it is public before `appeal_until` has passed or the appeal is decided, and never a person's name.
    """

    noun = Noun.CARD
    limits = "supervision.limit"

    ground = models.CharField("情形", max_length=40)
    state = models.CharField("状态", max_length=12, choices=CardState.pairs, default=CardState.PROPOSED)
    colour = models.CharField("颜色", max_length=8, choices=Colour.pairs)
    issued_colour = models.CharField("发出时的颜色", max_length=8, choices=Colour.pairs, blank=True)
    section = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任科室"
    )
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任单位"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="责任人"
    )
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="当时的岗位"
    )
    finding_key = models.CharField(max_length=160, blank=True)
    number_of = models.PositiveIntegerField("次数", default=1)
    volume = models.PositiveIntegerField("同期件数", default=0)
    minutes = models.PositiveIntegerField("计入的超期分钟", default=0)
    lost_minutes = models.PositiveIntegerField("不计入的分钟", default=0)
    facts = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="认定的事实"
    )
    decided_at = models.DateTimeField("发牌时间", null=True)
    served_at = models.DateTimeField("送达时间", null=True)
    service = models.CharField("送达方式", max_length=8, choices=Service.pairs, blank=True)
    appeal_until = models.DateTimeField("申诉截止", null=True)
    answer = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="书面说明"
    )
    appeal_ground = models.CharField("申诉理由", max_length=16, choices=AppealGround.pairs, blank=True)
    appeal = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="申诉"
    )
    appealed_at = models.DateTimeField("申诉时间", null=True)
    judge = models.ForeignKey(
        "organisations.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="提请裁定的上级",
    )  # none: the office in charge
    decision = models.CharField("申诉结果", max_length=12, choices=Decision.pairs, blank=True)
    decision_ground = models.CharField("采纳的理由", max_length=16, choices=AppealGround.pairs, blank=True)
    reasons = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="决定的理由"
    )
    effective_at = models.DateTimeField("生效时间", null=True)
    expires_at = models.DateTimeField("到期时间", null=True)
    absorbed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    doubtful_at = models.DateTimeField("依据有变", null=True)
    published_at = models.DateTimeField("公开时间", null=True)

    class Meta:
        verbose_name = "红黄牌"
        indexes = [
            # reader: the office's list by state, newest first
            models.Index(fields=["office", "state", "-id"], name="card_office_state"),
            # reader: a section's cards; the count per section
            models.Index(fields=["section", "-id"], name="card_section"),
            # reader: a person's cards
            models.Index(fields=["person", "-id"], name="card_person", condition=Q(person__isnull=False)),
            # reader: the job that ends appeal periods
            models.Index(
                fields=["appeal_until"], name="card_appeal_until", condition=Q(state=CardState.SERVED)
            ),
            # reader: the job that ends cards
            models.Index(fields=["expires_at"], name="card_expires", condition=Q(state=CardState.EFFECTIVE)),
            # reader: the public page, newest first
            models.Index(
                fields=["-published_at"], name="card_published", condition=Q(published_at__isnull=False)
            ),
            to_blank("card", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(effective_at__isnull=False),
                name="card_public_after_appeal",
            ),
            models.CheckConstraint(
                condition=Q(served_at=None) | Q(appeal_until__isnull=False), name="card_served_may_appeal"
            ),
        ]


class CardIncident(models.Model):
    """One lateness, at most one card: an incident stands behind one card for ever, whatever becomes of that card."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="card_incidents")
    key = models.CharField(max_length=80, unique=True)
