"""The only writers of the index. Called inside the action that changes the text, so that search never lags behind."""

from collections.abc import Iterable

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
            terms=" ".join([*terms_of(text), *window_terms(*subject)]),
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


def unindex(subject: Subject) -> None:
    """Forget what a subject is found by: sealed, voided, or past its retention."""
    Indexed.objects.filter(subject_kind=subject.kind, subject_id=subject.id).delete()
