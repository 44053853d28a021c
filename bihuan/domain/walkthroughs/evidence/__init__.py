"""过程证据: what handling logs say about a path. reading: from a CSV to a plain file · analysing: the questions, by DuckDB · picture: the path
drawn · xes: the standard export.

Pure of the database: files in, values out. `duckdb` takes a moment to import and is imported where it is used.
"""
