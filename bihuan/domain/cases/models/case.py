"""工单: one problem, from the first word to the last."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import Difficulty, Identity, Level, Outcome, RequestType, State, Urgency
from bihuan.domain.cases.choices.states import OPEN
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


class Case(models.Model):
    """One row per problem. What happened to it is the journal; what is owed is duties; who sees it is CaseParty.

    `version` is the seq of its last journal entry: ETag and `seen`. `office` judges, dispatches, checks and strikes off (双优化办 of
    the city or of a county). The words are notes, so that they can be erased while the chain stays whole.
    """

    # Drawn last in the registering transaction, hence null for a moment; links and locks use the id.
    number = models.CharField("编号", max_length=16, unique=True, null=True)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField("状态", max_length=16, choices=State.pairs, default=State.REGISTERED)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)

    programme = models.CharField("来源项目", max_length=40)  # code in parameters cases.programmes
    campaign = models.CharField("专项治理", max_length=40, blank=True)
    channel = models.CharField("渠道", max_length=40)  # code in parameters cases.channels
    request_type = models.CharField("诉求类型", max_length=16, choices=RequestType.pairs)
    urgency = models.CharField("紧急程度", max_length=16, choices=Urgency.pairs, default=Urgency.NORMAL)
    difficulty = models.CharField("难易", max_length=1, choices=Difficulty.pairs, default=Difficulty.C)
    level = models.CharField("层级", max_length=8, choices=Level.pairs, default=Level.CITY)
    category = models.CharField("类别", max_length=80, blank=True)  # code in the taxonomy, `一级/二级/三级`
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="地区"
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="企业"
    )
    respondent = models.ForeignKey(
        "organisations.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="被反映单位",
    )
    respondent_person = models.ForeignKey(
        "access.Person", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="被反映人"
    )
    about_conduct = models.BooleanField("反映作风或行为", default=False)

    title = models.CharField("标题", max_length=120)
    # Null for a moment: a note needs the id of what it is about.
    content = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="内容"
    )
    # What sections read of a sealed case instead of title and content.
    restated_title = models.CharField("转述标题", max_length=120, blank=True)
    restatement = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="转述"
    )
    identity = models.CharField("身份", max_length=16, choices=Identity.pairs, default=Identity.NAMED)
    flags = models.JSONField("提示词", default=list)  # urgent words found at intake
    address = models.CharField("地点", max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    occurred_at = models.DateTimeField("发生时间", null=True)  # a claim of the reporter's or the phone's
    source = models.CharField("来源系统", max_length=40, blank=True)
    external_id = models.CharField("外部编号", max_length=80, blank=True)

    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="派单办公室"
    )
    lead = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followers", verbose_name="主件"
    )
    is_group = models.BooleanField("群体诉求", default=False)
    simple = models.BooleanField("直接答复", default=False)
    outcome = models.CharField("办理结果", max_length=16, choices=Outcome.pairs, blank=True)
    suspended_at = models.DateTimeField("暂停于", null=True)
    suspended_until = models.DateField("暂停至", null=True)
    urgent_contacted_at = models.DateTimeField("首次联系", null=True)

    registered_at = models.DateTimeField("登记时间")
    accepted_at = models.DateTimeField("受理时间", null=True)
    dispatched_at = models.DateTimeField("首次派单时间", null=True)
    struck_off_at = models.DateTimeField("销号时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    archived_at = models.DateTimeField("归档时间", null=True)
    excluded_at = models.DateTimeField("剔除时间", null=True)
    blanked_at = models.DateTimeField("个人信息清除时间", null=True)
    # a report upward was answered and the reporter has not asked again yet
    answered_from_above_at = models.DateTimeField("上级答复时间", null=True)
    # on whose open ledger it stands; kept by record_step
    ledger_office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "工单"
        indexes = [
            # reader: an office's queues, newest first
            models.Index(fields=["office", "state", "-id"], name="case_office_state"),
            # reader: the city's list by state, newest first
            models.Index(fields=["state", "-id"], name="case_state"),
            # reader: an enterprise's page
            models.Index(
                fields=["enterprise", "-id"], name="case_enterprise", condition=Q(enterprise__isnull=False)
            ),
            # reader: figures by period of registration
            models.Index(fields=["registered_at"], name="case_registered"),
            # reader: what waits for its lead case
            models.Index(fields=["lead"], name="case_lead", condition=Q(lead__isnull=False)),
            # reader: the job that ends pauses
            models.Index(
                fields=["suspended_until"],
                name="case_suspended",
                condition=Q(suspended_until__isnull=False),
            ),
            # reader: retention
            models.Index(
                fields=["ended_at"],
                name="case_to_blank",
                condition=Q(blanked_at=None, ended_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="case_once_per_source", condition=~Q(external_id="")
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=sorted(OPEN))
                | Q(ended_at__isnull=False) & ~Q(state__in=sorted(OPEN)),
                name="case_ended_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '未编号'}"

    @property
    def subject(self) -> Subject:
        return Subject("case", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_sealed(self) -> bool:
        return self.identity == Identity.SEALED
