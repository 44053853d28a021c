"""Lock what an action changes; several are locked in ascending id."""

from bihuan.domain.organisations.models import Office, Post
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import Subject, last_seq
from bihuan.kernel.refusals import Changed


def lock_office(office: Office, *, seen: int | None = None) -> Office:
    """The row, locked until the transaction ends; refuses when something was done to it that the actor has not seen."""
    locked = Office.objects.select_for_update(of=("self",)).select_related("parent").get(pk=office.pk)
    _refuse_if_changed(locked.subject, seen)
    return locked


def lock_offices(*ids: int) -> dict[int, Office]:
    """Several rows, in ascending id."""
    rows = Office.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {office.pk: office for office in rows}


def lock_person(person: Person, *, seen: int | None = None) -> Person:
    """The same for a person: whoever changes what a person holds takes this lock."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_if_changed(subject_of(locked), seen)
    return locked


def lock_people(*ids: int) -> dict[int, Person]:
    """Several persons, in ascending id: whoever checks what roles come together in a hand holds that hand still."""
    return {
        person.pk: person for person in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }


def lock_post(post: Post) -> Post:
    """A post with its office. Before persons: everyone who joins a post and its roles takes the post's lock first."""
    return Post.objects.select_for_update(of=("self",)).select_related("office").get(pk=post.pk)


def subject_of(person: Person) -> Subject:
    return Subject("person", person.pk)


def _refuse_if_changed(subject: Subject, seen: int | None) -> None:
    if seen is None:
        return
    version = last_seq(subject)
    if version != seen:
        raise Changed(version=version, seen=seen)
