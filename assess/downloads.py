"""A Report as a file to take away: one response for every feature that offers one."""

from flask import Response

from assess.reports import Shown, csv_zip, pdf


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
