"""通知方式: under one's own account, by which channels one is told outside the application."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.faces.shared.requests import Request
from bihuan.kernel.access.models import Person
from bihuan.kernel.notices.choices import CHATS, Channel
from bihuan.kernel.notices.choosing import choose_channels
from bihuan.kernel.notices.models import Preference
from bihuan.kernel.notices.routing import Wish, open_channels, wish_of
from bihuan.kernel.refusals import Malformed

NOT_USED = ("", "不用")
PLACES = ("第一", "第二", "第三")


class ChannelsForm(forms.Form):
    """Up to three channels in order, the robots' keys, night and digest."""

    template_name = "shared/form.html"

    def __init__(self, data: Any = None, *, person: Person, wish: Wish) -> None:
        super().__init__(data)
        self.person = person
        choices = [NOT_USED, *((channel.value, channel.label) for channel in open_channels())]
        for nth, place in enumerate(PLACES[: len(choices) - 1]):
            initial = wish.order[nth] if nth < len(wish.order) else ""
            self.fields[f"order_{nth}"] = forms.ChoiceField(
                label=f"{place}选择", choices=choices, required=False, initial=initial
            )
        for channel in CHATS:
            if channel in open_channels():
                self.fields[f"robot_{channel}"] = forms.CharField(
                    label=f"{channel.label}机器人的密钥",
                    required=False,
                    max_length=128,
                    initial=wish.robots.get(channel, ""),
                    help_text="在您自己的群里添加机器人，把它的地址里最后一段抄到这里。",
                    widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
                )
        self.fields["quiet_hours"] = forms.BooleanField(
            label="夜里不打扰（特急的除外）", required=False, initial=person.quiet_hours
        )
        self.fields["digest"] = forms.BooleanField(
            label="不急的每天早上汇总成一条", required=False, initial=wish.digest
        )

    def inputs(self) -> dict[str, Any]:
        given = self.cleaned_data
        order = [given[name] for name in self.fields if name.startswith("order_") and given.get(name)]
        return {
            "order": [Channel(code) for code in order],
            "robots": {channel: given.get(f"robot_{channel}", "").strip() for channel in CHATS},
            "quiet_hours": given["quiet_hours"],
            "digest": given["digest"],
        }

    def refuse(self, fields: Mapping[str, str]) -> None:
        for name, sentence in fields.items():
            self.add_error(name if name in self.fields else "order_0", sentence)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: Request) -> HttpResponse:
    """See and change it."""
    assert isinstance(request.user, Person)
    wish = wish_of(Preference.objects.filter(person=request.user).first())
    form = ChannelsForm(request.POST if request.method == "POST" else None, person=request.user, wish=wish)
    if request.method == "POST" and form.is_valid():
        try:
            choose_channels(person=request.user, by=request.actor, at=request.at, **form.inputs())
        except Malformed as refusal:
            form.refuse(refusal.fields)
        else:
            messages.success(request, _what_comes(form.inputs()["order"]))
            return redirect("shared:channels")
    status = 422 if form.errors else 200
    return render(request, "shared/channels.html", {"form": form, "wish": wish}, status=status)


def _what_comes(order: list[Channel]) -> str:
    if not order:
        return "已保存。以后只在站内消息里告诉您。"
    names = "，不通时用".join(channel.label for channel in dict.fromkeys(order))
    return f"已保存。以后先用{names}告诉您；站内消息照旧。"
