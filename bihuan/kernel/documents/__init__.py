"""Paper that an office recognises, as DOCX: `official.official_document` after GB/T 9704-2012, `slips.slip` for the A4 办理单.

`actions.keep_document` stores one as an attachment of its subject and gives the row whose `reference` a journal entry carries.
Builders are pure: the same input gives the same pages; no clock, no database.
"""
