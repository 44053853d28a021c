"""项目: a firm's path from an idle plot to its award, by dated milestones."""

from django.db import models

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import Noun, ProjectState, Stage
from bihuan.domain.organisations.models import Office
from bihuan.kernel.tracked import Tracked


class Project(Tracked):
    """A project of a firm; `is_big`: under construction it has a steward of its own, whatever the firm's size."""

    noun = Noun.PROJECT

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="projects", verbose_name="企业"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室")
    name = models.CharField("项目名称", max_length=120)
    is_big = models.BooleanField("重大项目", default=False)
    investment_fen = models.BigIntegerField("计划投资（分）", null=True)
    opened_at = models.DateTimeField("登记时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "项目"
        indexes = [
            # reader: an area's list of projects
            models.Index(fields=["office", "-id"], name="project_office"),
        ]

    @property
    def state(self) -> ProjectState:
        return ProjectState.RUNNING if self.ended_at is None else ProjectState.ENDED


class ProjectStage(models.Model):
    """A milestone that was reached: titles and awards may come more than once, each with its name."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField("里程碑", max_length=16, choices=Stage.pairs)
    reached_on = models.DateField("日期")
    name = models.CharField("名称", max_length=80, blank=True)
    document = models.CharField("依据", max_length=120, blank=True)
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: the project's path
            models.Index(fields=["project", "reached_on", "id"], name="project_stage_path"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "stage", "name"], name="project_stage_once")
        ]
