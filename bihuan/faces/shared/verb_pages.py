"""One page for every verb that needs no page of its own. GET shows what will happen and asks; POST does it once.

cases = Noun(table=CASE_VERBS, find=case_for, facts=facts_of, subject=lambda c: Subject("case", c.pk), home=case_url, name=str)
path("cases/<str:number>/<slug:verb>/", verb_page(cases), name="case-verb")
"""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.faces.shared.answers import home_of
from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import Happened, happened_since
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import last_seq
from bihuan.kernel.journal.events import Event, UnknownEvent, event_of
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Changed, Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb, VerbTable

CLOCK_WORDS = {
    "start": "办理时限从现在开始计算。",
    "stop": "办理时限到此为止。",
    "pause": "办理时限暂停计算。",
    "resume": "办理时限继续计算。",
    "move": "办理时限会改变。",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a face knows of one kind of thing, so that its verbs need no code."""

    table: VerbTable
    find: Callable[[Actor, str], Any]  # the gate: raises NotVisible
    facts: Callable[[Any, Actor], Any]  # what `may` asks for
    subject: Callable[[Any], Subject]
    home: Callable[[Any], str]  # the thing's own page
    name: Callable[[Any], str]  # what a person calls it
    promise: Callable[[Verb, Any], str] = lambda verb, thing: (
        ""
    )  # what will happen and to whom, before the button
    after: Callable[[Verb, Any], str] = lambda verb, thing: ""  # what comes next, after it
    # what to say when it is done, where "已" and the label do not make a sentence
    done: Callable[[Verb, Any], str] | None = None
    initial: Callable[[Verb, Any], dict[str, Any]] = lambda verb, thing: {}  # what its form begins with
    base: str = "shared/workbench_base.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """A verb on one thing, for one request."""

    noun: Noun
    verb: Verb
    thing: Any

    def refusal(self, actor: Actor) -> Refusal | None:
        return self.verb.may(self.noun.facts(self.thing, actor), actor)


def verb_page(noun: Noun) -> Callable[..., HttpResponse]:
    """The view for all verbs of a noun; the URL names the thing (`number`) and the verb's slug (`verb`)."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, number: str, verb: str) -> HttpResponse:
        shown = Shown(noun, noun.table.get(verb), noun.find(request.actor, number))
        if request.method == "POST":
            return _do(request, shown)
        return _ask(request, shown)

    return view


def _ask(request: Request, shown: Shown) -> HttpResponse:
    refusal = shown.refusal(request.actor)
    if isinstance(refusal, NotVisible):
        raise refusal
    if refusal is not None:
        return _page(request, shown, None, refusal=refusal, status=refusal.status)
    initial = {
        **shown.noun.initial(shown.verb, shown.thing),
        **_suggested(request, shown.verb),
        # A light that turned since is an entry of its chain, and no new version: nobody acted.
        "seen": getattr(shown.thing, "version", None) or last_seq(shown.noun.subject(shown.thing)),
    }
    return _page(request, shown, VerbForm(verb=shown.verb, actor=request.actor, initial=initial))


def _suggested(request: Request, verb: Verb) -> dict[str, Any]:
    """What the link that led here suggests: `?office=JZ-ZJ`. The person still sees it and presses the button."""
    return {asked.name: request.GET[asked.name] for asked in verb.inputs if request.GET.get(asked.name)}


def _do(request: Request, shown: Shown) -> HttpResponse:
    form = VerbForm(request.POST, request.FILES, verb=shown.verb, actor=request.actor)
    form.receive_files(request.at)
    if form.is_searching:
        form.be_quiet()
        return _page(request, shown, form)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        answer = _do_once(request, shown, form)
    except NotVisible:
        raise
    except Refusal as refusal:
        return _refused(request, shown, form, refusal)
    messages.success(request, answer["message"])
    return redirect(answer["url"])


def _do_once(request: Request, shown: Shown, form: VerbForm) -> dict[str, Any]:
    inputs = form.inputs()
    return once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _act(request, shown, form, inputs),
    )


def _act(request: Request, shown: Shown, form: VerbForm, inputs: dict[str, Any]) -> dict[str, Any]:
    noun, verb = shown.noun, shown.verb
    keywords = {noun.table.noun: shown.thing, "by": request.actor, "at": request.at, **inputs}
    if "seen" in inspect.signature(verb.action).parameters:
        keywords["seen"] = form.cleaned_data["seen"]
    verb.action(**keywords)
    return _answer(request, shown)


def _answer(request: Request, shown: Shown) -> dict[str, Any]:
    """Where to go and what to say. What was handed on may be out of sight now: then the way leads home."""
    noun, done = shown.noun, f"{shown.noun.name(shown.thing)}：已{shown.verb.label}。"
    if noun.done is not None:
        return {"url": noun.home(shown.thing), "message": noun.done(shown.verb, shown.thing)}
    match = request.resolver_match
    try:
        thing = noun.find(request.actor, match.kwargs["number"] if match else "")
    except NotVisible:
        return {"url": home_of(request), "message": done + "这一件已经不在您这里。"}
    return {"url": noun.home(thing), "message": done + (noun.after(shown.verb, thing) or _next(shown))}


def _refused(request: Request, shown: Shown, form: VerbForm, refusal: Refusal) -> HttpResponse:
    """The same page with what was typed. Where others acted in between, their entries are shown and the form now knows them."""
    since: list[Happened] = []
    if isinstance(refusal, Malformed):
        form.refuse_fields(refusal.fields)
    if isinstance(refusal, Changed):
        since = happened_since(shown.noun.subject(shown.thing), form.cleaned_data["seen"] or 0)
        form.see(since[-1].seq if since else 0)
    return _page(request, shown, form, refusal=refusal, since=since, status=refusal.status)


def _page(
    request: Request, shown: Shown, form: VerbForm | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    noun = shown.noun
    context = {
        "base": noun.base,
        "verb": shown.verb,
        "thing": shown.thing,
        "name": noun.name(shown.thing),
        "home": noun.home(shown.thing),
        "promise": noun.promise(shown.verb, shown.thing) or _foretold(shown),
        "form": form,
        **more,
    }
    return render(request, "shared/verb_page.html", context, status=status)


AS_BEFORE = "照旧"  # an event after which whoever was next is next


def _event(shown: Shown) -> Event | None:
    """What will be journalled, where its code is the verb's."""
    try:
        return event_of(f"{shown.noun.table.noun}.{shown.verb.code}")
    except UnknownEvent:
        return None


def _next(shown: Shown) -> str:
    """What comes next; where nothing changes, nothing is said."""
    event = _event(shown)
    return f"接下来：{event.next}。" if event and event.next not in ("", AS_BEFORE) else ""


def _foretold(shown: Shown) -> str:
    """What the event's row says of the clock and of who acts next."""
    event = _event(shown)
    return f"{CLOCK_WORDS.get(event.clock, '')}{_next(shown)}" if event else ""


def actor_key(actor: Actor) -> str:
    """Whose key it is: two people may hit upon the same one."""
    if actor.person_id is not None:
        return f"person:{actor.person_id}"
    return actor.subject or str(actor.kind)


def fingerprint_of(request: Request) -> str:
    """What was asked, whatever the token, the page's age or the upload's name: the same key with another one is a mistake."""
    digest = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in ("csrfmiddlewaretoken", "submission_key", "seen"):
            digest.update(repr((name, values)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(f"{name} {upload.size}".encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)  # whoever reads it next begins at the beginning
    return digest.hexdigest()
