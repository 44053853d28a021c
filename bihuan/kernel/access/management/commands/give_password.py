"""`bihuan give_password USERNAME`: a new person, or one who has forgotten theirs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.access.actions import give_password
from bihuan.kernel.access.actors import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.clock import now


class Command(BaseCommand):
    help = "给一个人发临时密码，只显示一次，本人下次登录时改掉。请先当面核对身份。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"没有登录名为 {options['username']} 的人员。")
        self.stdout.write(give_password(person=person, by=Actor.calendar("console"), at=now()))
