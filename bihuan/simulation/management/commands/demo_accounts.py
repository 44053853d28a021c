"""`bihuan demo_accounts`: who can sign in to the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bihuan.simulation.accounts import PASSWORD, firm_accounts, listed


class Command(BaseCommand):
    help = "列出演示账号（仅在 BIHUAN_DEMO=1 时）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("只有演示（BIHUAN_DEMO=1）才有演示账号。")
        self.stdout.write(f"演示账号（密码都是 {PASSWORD}）：")
        for account in listed():
            self.stdout.write(f"  {account.username:<10} {account.name}  {account.role}")
        for contact in firm_accounts():
            self.stdout.write(
                f"  企业登录 /firm/  {contact.enterprise.uscc}  手机 {contact.phone}  {contact.enterprise.name}"
                f"{contact.get_role_display()}（验证码显示在页面上）"
            )
