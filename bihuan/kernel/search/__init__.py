"""Finding Chinese text. A kernel part: it knows subjects and texts, not what they mean.

`actions.index(subject=…, text=…)` when a text changes, `actions.unindex(subject)` when it must be forgotten,
`queries.matching(queryset, kind, words)` narrows what an actor may see anyway to what holds the words, `found.Found` reads that page by
page, `rebuild.register_texts` says where a noun's texts are. Everything that stands in a text is found, two characters are enough; names and telephone
numbers are not for the index: the caller leaves names out, numbers are taken out here.
"""
