"""Do the pictures show this, now. The time in a photo is a claim; a flag is all that it makes."""

from bihuan.domain.cases.rules.quality.draft import Draft


def old_photo(draft: Draft) -> str | None:
    """A photo that says it was taken before this part was dispatched cannot show what was done after. The 'before' picture may."""
    taken = [photo.taken_at for photo in draft.photos if photo.taken_at is not None]
    old = [at for at in taken if draft.dispatched_at is not None and at < draft.dispatched_at]
    if not old or len(old) < len(taken):
        return None
    return f"{len(old)}张照片都拍摄于派单之前。"


def used_photo(draft: Draft) -> str | None:
    """The same picture, or one that looks like it, came with something else before."""
    used = sum(photo.used_before for photo in draft.photos)
    return f"{used}张照片以前在别处用过。" if used else None
