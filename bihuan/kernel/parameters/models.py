"""Policy values as dated data. The shipped values are YAML with documents; a city's own are rows, activated by two persons."""

from django.db import models


class Edition(models.Model):
    """One row. Its number is bumped whenever parameters or calendar years are activated; in-process caches key on it."""

    number = models.PositiveBigIntegerField(default=1)
