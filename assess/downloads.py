"""Files to take away: a Report, a table, what to correct in an upload; one response for all features."""

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Sequence

from flask import Response
from flask_babel import gettext as _

from assess.phrases import phrase
from assess.reports import Shown, csv_zip, pdf
from assess.uploads import Complaint, neutralised

_IN_MEMORY = 5_000_000


def report_file(shown: Shown, form: str, name: str, title: str = "") -> Response:
    """The Report as ``name.pdf``, or with every table as CSV and the whole as JSON in ``name.zip``.

    Parameters
    ----------
    form : {"csv", "pdf"}
        ValueError for anything else: whoever calls has answered it with "not found".
    """
    if form == "pdf":
        data, kind, ending = pdf(shown, title=title), "application/pdf", "pdf"
    elif form == "csv":
        data, kind, ending = csv_zip(shown.report), "application/zip", "zip"
    else:
        raise ValueError(f"no file {form!r} of a Report")
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})


def table_file(head: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Rows as ``name.csv``, on disk where they are many, with every cell made harmless to spreadsheets."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 the answer closes it
    file.write(codecs.BOM_UTF8)  # Excel reads UTF-8 only behind its mark
    writer = csv.writer(text := io.TextIOWrapper(file, "utf-8", newline=""))
    writer.writerow([neutralised(cell) for cell in head])
    for row in rows:
        writer.writerow([cell if isinstance(cell, int | float) else neutralised(cell) for cell in row])
    text.detach().seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(file, mimetype="text/csv", headers=headers)


def complaints_file(complaints: Iterable[Complaint], name: str) -> Response:
    """Everything to correct in an uploaded file, row by row."""
    head = (_("Row"), _("Column"), _("Found"), _("What is wrong"))
    rows = ((one.row, one.column, one.value, phrase(one.key, **one.values)) for one in complaints)
    return table_file(head, rows, name)
