"""The same verb on many cases: one transaction each, and an answer for each. What is refused for one does not stop the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.rows import WITH_A_ROW, CaseRow, rows_of
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb

MOST = 100
# Offered in bulk, with the roles that do them. The same `may` decides about each case.
IN_BULK: dict[str, tuple[Role, ...]] = {
    "accept": (Role.OFFICE, Role.INTAKE),
    "dispatch": (Role.OFFICE,),
    "acknowledge": (Role.DESK, Role.HANDLER),
    "strike_off": (Role.CHECKER,),
}


class BulkForm(VerbForm):
    """The verb's inputs but for files: a file belongs to one case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name, field in self.fields.items() if isinstance(field, FilesField)]:
            del self.fields[name]

    def inputs(self) -> dict[str, Any]:
        return {
            asked.name: self._input(asked.name, asked.default, asked.required)
            for asked in self.verb.inputs
            if asked.name in self.fields
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One case of the batch and what came of it."""

    row: CaseRow
    refusal: Refusal | None = None
    done: bool = False


def bulk_verbs(actor: Actor) -> list[Verb]:
    """The verbs that this post can do on many at once."""
    return [CASE_VERBS.get(code) for code, roles in IN_BULK.items() if actor.has(*roles)]


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Request, verb: str) -> HttpResponse:
    """GET: which ones it can be done to, and what is asked. POST: each in its own transaction, then what came of each."""
    chosen = CASE_VERBS.get(verb)
    if chosen not in bulk_verbs(request.actor):
        raise NotVisible("no_such_verb", "没有这个批量操作。", "")
    source = request.POST if request.method == "POST" else request.GET
    cases = _cases(request.actor, source.getlist("number"))
    if request.method == "POST":
        return _do(request, chosen, cases)
    return _page(request, chosen, cases, BulkForm(verb=chosen, actor=request.actor))


def _cases(actor: Actor, numbers: Sequence[str]) -> list[Case]:
    if len(numbers) > MOST:
        raise Malformed("too_many_cases", f"一次最多 {MOST} 件。", "请分几次办。")
    found = cases_visible_to(actor).filter(number__in=numbers).select_related(*WITH_A_ROW)
    return list(found.order_by("id"))


def _do(request: Request, verb: Verb, cases: Sequence[Case]) -> HttpResponse:
    form = BulkForm(request.POST, verb=verb, actor=request.actor)
    if form.is_searching:
        form.be_quiet()
        return _page(request, verb, cases, form)
    if not form.is_valid():
        return _page(request, verb, cases, form, status=422)
    inputs, key = form.inputs(), form.cleaned_data["submission_key"]
    answers = {case.pk: _one(request, verb, case, inputs, key) for case in cases}
    rows = rows_of(_cases(request.actor, [case.number or "" for case in cases]), request.actor)
    gone = [case for case in cases if case.pk not in {row.case.pk for row in rows}]
    items = [Item(row, answers[row.case.pk], answers[row.case.pk] is None) for row in rows]
    context = {
        "verb": verb,
        "items": items,
        "gone": gone,
        "done": sum(refusal is None for refusal in answers.values()),
        "refused": sum(refusal is not None for refusal in answers.values()),
        "back": reverse("workbench:cases"),
    }
    return render(request, "workbench/bulk_done.html", context)


def _one(request: Request, verb: Verb, case: Case, inputs: dict[str, Any], key: str) -> Refusal | None:
    """Done once, or why not."""

    def do() -> dict[str, Any]:
        verb.action(case=case, by=request.actor, at=request.at, **inputs)
        return {"number": case.number}

    try:
        once(
            key=f"{key}:{case.pk}",
            actor=actor_key(request.actor),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=do,
        )
    except Refusal as refusal:
        return refusal
    return None


def _page(
    request: Request, verb: Verb, cases: Sequence[Case], form: VerbForm, status: int = 200
) -> HttpResponse:
    """Whether each can be done is asked when it is done: that answer holds, an earlier one would only be a guess."""
    context = {
        "verb": verb,
        "rows": rows_of(cases, request.actor),
        "form": form,
        "back": reverse("workbench:cases"),
    }
    return render(request, "workbench/bulk.html", context, status=status)
