"""知识库: what may be answered directly. Question, answer, owner section, document, review date; what is past its review is not offered.

Verbs: publish_entry → review_entry → withdraw_entry. A good reply becomes an entry in one step (`publish_entry` with the case's number).
"""
