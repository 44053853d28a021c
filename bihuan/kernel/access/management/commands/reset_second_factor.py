"""`bihuan reset_second_factor USERNAME`: the phone with the codes is lost."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.access.actions import reset_second_factor
from bihuan.kernel.access.actors import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.clock import now


class Command(BaseCommand):
    help = "清除一个人的第二重验证，下次登录时重新绑定。请先当面核对身份。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"没有登录名为 {options['username']} 的人员。")
        count = reset_second_factor(person=person, by=Actor.calendar("console"), at=now())
        self.stdout.write("已清除。" if count else "此人没有绑定过第二重验证。")
