"""Why a file is refused as a whole: one class a fact."""

from assess.errors import Refusal


class Unreadable(Refusal):
    """A file of which nothing can be used."""

    status = 422
    key = "uploads.unreadable"


class FileTooLarge(Unreadable):
    """More bytes than ``EXEMPLAR_UPLOAD_MEGABYTES`` allows."""

    key = "uploads.file_too_large"


class UnpacksTooLarge(Unreadable):
    """A workbook that would fill the memory once unpacked."""

    key = "uploads.unpacks_too_large"


class TooManyRows(Unreadable):
    """More rows than one upload may have."""

    key = "uploads.too_many_rows"


class TooManyColumns(Unreadable):
    """More columns than one upload may have."""

    key = "uploads.too_many_columns"


class EmptyFile(Unreadable):
    """No byte, or nothing but blanks."""

    key = "uploads.empty"


class OnlyHeader(Unreadable):
    """A header and no row under it."""

    key = "uploads.only_header"


class NoHeader(Unreadable):
    """The first row holds data instead of names."""

    key = "uploads.no_header"


class UnnamedColumn(Unreadable):
    """A column with data and no name."""

    key = "uploads.unnamed_column"


class RepeatedHeader(Unreadable):
    """Two columns of one name."""

    key = "uploads.repeated_header"


class NotUtf8(Unreadable):
    """Text in another encoding."""

    key = "uploads.not_utf8"


class NotUtf16(Unreadable):
    """A file that says it is UTF-16 and is not."""

    key = "uploads.not_utf16"


class NotATable(Unreadable):
    """Something else than CSV or XLSX, whatever its name ends with."""

    key = "uploads.not_a_table"


class OldWorkbook(Unreadable):
    """An .xls file, or a workbook behind a password."""

    key = "uploads.old_workbook"


class BrokenWorkbook(Unreadable):
    """A workbook that cannot be read, holds macros or hides something beside itself."""

    key = "uploads.broken_workbook"


class BrokenRow(Unreadable):
    """A quotation mark that opens and never closes, or a cell longer than can be."""

    key = "uploads.broken_row"


class FacetsRow(Unreadable):
    """A row of a FACETS file that does not hold its elements and as many observations as they call for."""

    key = "uploads.facets_row"


class FacetsElsewhere(Unreadable):
    """A FACETS specification whose data are in another file."""

    key = "uploads.facets_elsewhere"


class NotScorecards(Unreadable):
    """JSON that is broken, or no list of scorecards."""

    key = "uploads.not_scorecards"


class HarvestCard(Unreadable):
    """A scorecard of an export that cannot be read."""

    key = "uploads.harvest_card"
