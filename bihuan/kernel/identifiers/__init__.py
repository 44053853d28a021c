"""Numbers that name a firm, a person or a telephone: checked, normalised, masked, and refused with a sentence that helps.

`uscc` 统一社会信用代码 GB 32100 · `resident_id` 公民身份号码 GB 11643 · `phone` mobile and landline · `mask_…` for pages ·
`phone_digest` for the column by which a caller's history is found · `without_personal_numbers` for what goes into an index.
"""

from bihuan.kernel.identifiers.codes import looks_like_uscc, resident_id, uscc
from bihuan.kernel.identifiers.masks import mask_name, mask_phone, mask_resident_id, without_personal_numbers
from bihuan.kernel.identifiers.phones import Phone, is_mobile, phone, phone_digest

__all__ = [
    "Phone",
    "is_mobile",
    "looks_like_uscc",
    "mask_name",
    "mask_phone",
    "mask_resident_id",
    "phone",
    "phone_digest",
    "resident_id",
    "uscc",
    "without_personal_numbers",
]
