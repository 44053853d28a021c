"""Tables in and out, XLSX and CSV, in bounded memory.

In: `open_sheet` streams rows, `checked` reads them by `Column`s and names every fault, `preview` counts and shows before anything is
written, `write_rejects` hands the bad rows back with their reasons. Out: `write_xlsx`, `csv_pieces`, with formulas made harmless.
"""

from bihuan.kernel.sheets.checking import BadRow, Column, Fault, GoodRow, Preview, checked, preview
from bihuan.kernel.sheets.moments import parse_day, parse_moment
from bihuan.kernel.sheets.reading import Cell, Sheet, open_sheet
from bihuan.kernel.sheets.values import one_of, text, whole_number
from bihuan.kernel.sheets.writing import csv_pieces, safe_text, write_rejects, write_xlsx

__all__ = [
    "BadRow",
    "Cell",
    "Column",
    "Fault",
    "GoodRow",
    "Preview",
    "Sheet",
    "checked",
    "csv_pieces",
    "one_of",
    "open_sheet",
    "parse_day",
    "parse_moment",
    "preview",
    "safe_text",
    "text",
    "whole_number",
    "write_rejects",
    "write_xlsx",
]
