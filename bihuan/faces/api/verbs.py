"""`POST /<noun>/{number}/{verb}`: one endpoint per row of the verb table, its body made from the action's inputs; and `POST /<noun>`, which
makes one.
"""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints, create_model

from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import Day, Moment, Strict, any_case
from bihuan.faces.api.nouns import ApiNoun, state_of
from bihuan.faces.api.problems import MAKES, WRITES
from bihuan.faces.api.requests import (
    KEY_HEADER,
    SEEN_HEADER,
    described,
    fingerprint_of,
    once_for,
    seen_of,
    with_etag,
)
from bihuan.faces.api.shapes import ThingDone
from bihuan.faces.shared.forms.fields import plain_type
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import orphans_of
from bihuan.kernel.calendar import Limit
from bihuan.kernel.refusals import Malformed, NotVisible
from bihuan.kernel.verbs import PICKERS, Asked, InputKind, Verb

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Few = Annotated[list[Key], Field(max_length=20)]
LimitText = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3} ?(wd|wh|wm|d|h|min|mo)$")]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
TYPES: dict[InputKind, Any] = {
    InputKind.LINE: Line,
    InputKind.NOTE: Note,
    InputKind.FLAG: bool,
    InputKind.VERDICT: bool,
    InputKind.COUNT: Count,
    InputKind.DAY: Day,
    InputKind.MOMENT: Moment,
    InputKind.PICK: Key,
    InputKind.PICKS: Few,
    InputKind.FILES: Few,
    InputKind.LIMIT: LimitText,
}


def body_of(verb: Verb, operation: str) -> type[Strict]:
    """The request body of a verb: a field per input, by the closed vocabulary."""
    fields: dict[str, Any] = {asked.name: _field(asked) for asked in verb.inputs}
    return create_model(f"{operation.title().replace('_', '')}In", __base__=Strict, **fields)


def _field(asked: Asked) -> tuple[Any, Any]:
    kind = asked.input.kind
    type_ = any_case(plain_type(asked.type)) if kind is InputKind.CHOICE else TYPES[kind]
    said = Field(title=asked.input.label, description=asked.input.help or None)
    if asked.required:
        return Annotated[type_, said], ...
    many = kind in (InputKind.PICKS, InputKind.FILES)
    plain = (
        asked.default
        if isinstance(asked.default, (str, bool, int)) and kind is not InputKind.CHOICE
        else None
    )
    return Annotated[type_ if many else type_ | None, said], ([] if many else plain)


def inputs_from(verb: Verb, body: Strict, actor: Actor) -> dict[str, Any]:
    """The action's keywords: keys become rows through their pickers, files are what this caller uploaded before."""
    found: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for asked in verb.inputs:
        sent = getattr(body, asked.name)
        if not asked.required and sent in (None, "", []):
            found[asked.name] = asked.default
            continue
        try:
            found[asked.name] = _resolved(asked, sent, actor)
        except (NotVisible, ValueError) as refusal:
            wrong[asked.name] = str(refusal)
    if wrong:
        raise Malformed(fields=wrong)
    return found


def _resolved(asked: Asked, sent: Any, actor: Actor) -> Any:
    kind = asked.input.kind
    if kind is InputKind.PICK:
        return PICKERS[asked.input.source].get(actor, sent)
    if kind is InputKind.PICKS:
        return [PICKERS[asked.input.source].get(actor, key) for key in sent]
    if kind is InputKind.FILES:
        return uploaded(sent, actor)
    if kind is InputKind.LIMIT:
        return sent if plain_type(asked.type) is str else Limit.parse(sent)
    return sent


def uploaded(keys: list[str], actor: Actor) -> list[Attachment]:
    """What this caller uploaded before and has not used yet."""
    files = orphans_of(actor, keys)
    if len(files) != len(set(keys)):
        raise NotVisible("no_such_file", "有文件没有上传，或已经用掉。", "请先上传，再用返回的 key。")
    return files


def _endpoint(noun: ApiNoun, verb: Verb) -> Callable[..., Any]:
    def act(request: Request, response: HttpResponse, number: str, payload: Any) -> dict[str, Any]:
        actor = needs(request, noun.scope)
        thing = noun.find(actor, number)
        seen = seen_of(request)
        inputs = inputs_from(verb, payload, actor)
        key = (
            request.headers.get("Idempotency-Key", "").strip()
            or f"{noun.operation(verb)}:{number}:{seen}:{fingerprint_of(request)}"
        )
        subject = {noun.table.noun: thing}
        done = once_for(
            request,
            actor,
            lambda: state_of(verb.action(**subject, by=actor, at=request.at, seen=seen, **inputs)),
            key=key[:128],
        )
        with_etag(response, done["version"])
        return done | {"links": noun.links_after(done["number"], actor)}

    act.__name__ = noun.operation(verb)
    act.__annotations__ = {
        "request": Request,
        "response": HttpResponse,
        "number": str,
        "payload": body_of(verb, noun.operation(verb)),
    }
    return act


def asked_there(facts: Any, actor: Actor) -> None:
    """Nothing stands yet about which a table could be asked: the action asks its own rule."""


def begins(label: str, action: Callable[..., Any]) -> Verb:
    """The verb that begins a thing, named after its action."""
    return Verb(action.__name__, label, action, may=asked_there)


def add_making(router: Router, noun: ApiNoun, verb: Verb) -> None:
    """`POST /<noun>`: its first step, with the same inputs as on its page."""

    def make(request: Request, payload: Any) -> tuple[int, dict[str, Any]]:
        actor = needs(request, noun.scope)
        inputs = inputs_from(verb, payload, actor)
        return 201, made_once(request, actor, noun, lambda: verb.action(by=actor, at=request.at, **inputs))

    make.__annotations__ = {"request": Request, "payload": body_of(verb, verb.code)}
    router.post(
        f"/{noun.path}",
        response={201: ThingDone},
        summary=verb.label,
        description=verb.sentence,
        operation_id=verb.code,
        openapi_extra=described(MAKES, KEY_HEADER),
    )(make)


def made_once(request: Request, actor: Actor, noun: ApiNoun, do: Callable[[], Any]) -> dict[str, Any]:
    """What was made, with what can be done next."""
    made = once_for(request, actor, lambda: state_of(do()))
    return made | {"links": noun.links_after(made["number"], actor)}


def add_verbs(router: Router, noun: ApiNoun) -> None:
    """An endpoint per row of the table, under its slug, and under its code where that is another word."""
    for verb in noun.table:
        act = _endpoint(noun, verb)
        options: dict[str, Any] = {
            "response": noun.answer,
            "summary": f"{noun.label}：{verb.label}" if noun.label else verb.label,
            "description": verb.sentence,
            "openapi_extra": described(WRITES, SEEN_HEADER, KEY_HEADER, etag=200),
        }
        name = noun.operation(verb)
        router.post(f"/{noun.path}/{{number}}/{verb.slug}", operation_id=name, **options)(act)
        if verb.slug != verb.code:
            router.post(
                f"/{noun.path}/{{number}}/{verb.code}",
                operation_id=f"{name}_",
                include_in_schema=False,
                **options,
            )(act)
