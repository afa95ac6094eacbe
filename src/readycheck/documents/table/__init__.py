"""Tables with a heading row, from files that nobody has checked: CSV and Excel workbooks.

Owns what may stand in such a file and how much of it; knows nothing of what the columns mean.
"""

from readycheck.documents.table.csv import parse_csv
from readycheck.documents.table.row import MAX_FILE, Row, Table
from readycheck.documents.table.xlsx import parse_xlsx

__all__ = ["MAX_FILE", "Row", "Table", "parse_csv", "parse_xlsx"]
