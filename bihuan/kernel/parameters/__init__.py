"""Policy values as dated data with a document. Code asks for the value *on* a day: `values.value("cases.accept", on=day, programme="…")`.

Shipped values are YAML files in any room's `parameters/` folder; a city's own are rows, proposed by one person and activated by
another (`actions`). `editions.edition()` grows with every activation and keys in-process caches.
"""
