"""The only writers of the index. Called inside the action that changes the text, so that search never lags behind."""

from collections.abc import Iterable, Sequence

from bihuan.kernel.bulk import insert_rows
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.search.models import Indexed
from bihuan.kernel.search.terms import terms_of, window_terms


def index(*, subject: Subject, text: str) -> None:
    """Make a subject found by this text, and by nothing that it was found by before."""
    index_many([(subject, text)])


def index_many(texts: Iterable[tuple[Subject, str]]) -> int:
    """The same for many subjects, each named once, in one statement per thousand. How many."""
    rows = [
        Indexed(
            subject_kind=subject.kind,
            subject_id=subject.id,
            terms=_written(terms_of(text), subject),
        )
        for subject, text in texts
    ]
    Indexed.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id"],
        update_fields=["terms"],
    )
    return len(rows)


def index_new(found_by: Iterable[tuple[Subject, Sequence[str]]]) -> None:
    """Subjects that have no row yet, with what `terms_of` gave for their texts, in bulk. For clones."""
    insert_rows(
        Indexed,
        ("subject_kind", "subject_id", "terms"),
        ((subject.kind, subject.id, _written(terms, subject)) for subject, terms in found_by),
    )


def _written(terms: Sequence[str], subject: Subject) -> str:
    return " ".join([*terms, *window_terms(*subject)])


def unindex(subject: Subject) -> None:
    """Forget what a subject is found by: sealed, voided, or past its retention."""
    Indexed.objects.filter(subject_kind=subject.kind, subject_id=subject.id).delete()
