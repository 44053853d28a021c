"""In which post a signed-in person acts. The session keeps the choice; it is checked against today's tenures on every request."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.domain.enterprises.queries import actor_of_contact, signed_in_contact
from bihuan.domain.organisations.queries import Seat, actor_for, seats_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.refusals import NotAllowed

CONTACT = "contact"  # session key: the firm's contact who signed in; never beside somebody of ours
SEAT = "seat"  # session key; value: `post` or `post-absent`


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat as a menu shows it."""

    key: str
    label: str
    acting_for: str
    current: bool


def seat_key(seat: Seat) -> str:
    """How the session and the form name a seat."""
    return f"{seat.post.pk}-{seat.acting_for.pk}" if seat.acting_for else str(seat.post.pk)


def seat_label(seat: Seat) -> str:
    """市住建局审批科 · 科长，代 张三."""
    label = f"{seat.post.office} · {seat.post.title}"
    return f"{label}（代{seat.acting_for.name}）" if seat.acting_for else label


def choices_of(seats: list[Seat], chosen: Seat | None) -> list[SeatChoice]:
    """Every seat of a person, for the menu."""
    return [
        SeatChoice(seat_key(s), seat_label(s), s.acting_for.name if s.acting_for else "", s == chosen)
        for s in seats
    ]


def actor_of_session(request: Request, face: str, at: datetime) -> Actor:
    """The actor of this request: somebody of ours, a firm's contact, or the public. A post that ended falls back to the first one that runs."""
    if not isinstance(request.user, Person):
        return _contact_of(request, face) or Actor.public(face)
    seats = seats_of(request.user, at=at)
    seat = _chosen(request, seats)
    request.seats, request.seat = seats, seat
    if seat is None:
        return _without_post(request.user, face)
    return actor_for(request.user, seat.post, face, at=at, acting_for=seat.acting_for)


def _contact_of(request: Request, face: str) -> Actor | None:
    """A firm's contact who signed in; looked up each time, so that who was revoked is out at once."""
    known = request.session.get(CONTACT)
    contact = signed_in_contact(int(known)) if known else None
    if contact is None:
        return None
    request.contact = contact
    return actor_of_contact(contact, face)


def choose_seat(request: Request, key: str, at: datetime) -> Seat:
    """Remember a seat in the session; refused where it is not (or no longer) this person's."""
    if isinstance(request.user, Person):
        for seat in seats_of(request.user, at=at):
            if seat_key(seat) == key:
                request.session[SEAT] = key
                return seat
    raise NotAllowed("post_not_held", "您现在不在这个岗位上。", "请重新选择岗位。")


def _chosen(request: Request, seats: list[Seat]) -> Seat | None:
    chosen = request.session.get(SEAT)
    return next((s for s in seats if seat_key(s) == chosen), seats[0] if seats else None)


def _without_post(person: Person, face: str) -> Actor:
    """Signed in and holding no post today: sees what is theirs as a person, and nothing of an office."""
    return Actor(
        kind=ActorKind.PERSON,
        face=face,
        person_id=person.pk,
        name=person.name,
        keys=frozenset({f"person:{person.pk}"}),
    )
