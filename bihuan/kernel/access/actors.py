"""Who acts: frozen, made once per request or job, handed to every gate, rule and action."""

from dataclasses import dataclass, field
from enum import StrEnum

from bihuan.kernel.refusals import NotAllowed


class ActorKind(StrEnum):
    PERSON = "person"
    CALENDAR = "calendar"  # a job: time passed
    RECEIPT = "receipt"  # holds a case's receipt number and its secret
    PUBLIC = "public"  # anyone on the portal
    TOKEN = "token"  # a neighbouring system
    CONTACT = "contact"  # speaks for somebody outside who is known by name: signed in, and no person of ours


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one post through one face, or one that is no person.

    keys: the holders for whom this actor stands, e.g. `office:12`, `person:7`; they match `CaseParty.holder` and `Duty.holder`.
    roles: what the post may do, codes of the rooms above.
    acting_for_id: the person whose absence is covered; counts as a hand too.
    line: the actor's office and everything above it.   subject: what a receipt opens, e.g. `case:31`; of a contact, itself: `contact:5`.
    """

    kind: ActorKind
    face: str = ""
    person_id: int | None = None
    name: str = ""
    post_id: int | None = None
    office_id: int | None = None
    line: frozenset[int] = frozenset()
    keys: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    acting_for_id: int | None = None
    subject: str = ""
    scopes: frozenset[str] = field(default=frozenset())
    token_id: int | None = None

    @property
    def hands(self) -> frozenset[int]:
        """The persons whose hand this is: themselves, and the one for whom they act."""
        return frozenset(p for p in (self.person_id, self.acting_for_id) if p is not None)

    @property
    def hand(self) -> int:
        """The person who does it, for rows that need one; a job or a receipt is refused."""
        if self.person_id is None:
            raise NotAllowed("person_only", "这一步必须由本人登录后办理。")
        return self.person_id

    def has(self, *roles: str) -> bool:
        """Holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @classmethod
    def calendar(cls, job: str) -> "Actor":
        """The calendar acts: a job that found that time has passed."""
        return cls(kind=ActorKind.CALENDAR, face="job", name=job)

    @classmethod
    def public(cls, face: str = "portal") -> "Actor":
        """Anyone, not signed in."""
        return cls(kind=ActorKind.PUBLIC, face=face)

    @classmethod
    def receipt(cls, subject: str, face: str = "portal") -> "Actor":
        """Whoever holds the receipt number and the secret of this subject."""
        return cls(kind=ActorKind.RECEIPT, face=face, subject=subject)
