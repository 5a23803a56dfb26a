"""How a county's 汇总表 (summary sheet) is read: a file goes in, lesson rows and problems come out.

Decided here: what a header, a row and a cell mean. Not decided here: what becomes of a row in the
catalogue (`applying`) and how it is told (`report`). The vocabulary is handed in, so nothing that
reads a sheet touches Django or the database; `reading.read_sheet_file` is the only door.
"""
