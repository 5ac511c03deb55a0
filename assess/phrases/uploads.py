"""What is said about files that people upload, and about their rows."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "uploads.unreadable": _("This file cannot be used."),
    "uploads.file_too_large": _("The file has %(megabytes)s MB; at most %(most)s MB are taken. Split it by year."),
    "uploads.unpacks_too_large": _(
        "Unpacked, this workbook would take more than %(most)s MB. Save the sheet as “CSV UTF-8” and upload that."
    ),
    "uploads.too_many_rows": _("The file has more than %(most)s rows. Split it by year."),
    "uploads.too_many_columns": _("The file has more than %(most)s columns. Remove those that are not needed."),
    "uploads.empty": _("The file is empty."),
    "uploads.only_header": _("The file has a header and no row under it."),
    "uploads.no_header": _("The first row holds “%(value)s” and so is no header. Put the names of the columns there."),
    "uploads.unnamed_column": _("Column %(place)s holds something and has no name. Name it in the first row."),
    "uploads.repeated_header": _("Two columns are called “%(name)s”. Rename or remove one."),
    "uploads.not_utf8": _(
        "Line %(line)s, byte %(byte)s (%(value)s) is not UTF-8, so letters would come out wrong. "
        "In Excel choose “Save as: CSV UTF-8”."
    ),
    "uploads.not_utf16": _("The file says it is UTF-16, but byte %(byte)s is not. Save it as “CSV UTF-8”."),
    "uploads.not_a_table": _("This is neither a CSV file nor an Excel workbook, whatever its name says."),
    "uploads.old_workbook": _(
        "This is an old Excel file or one behind a password. Save it as .xlsx without a password, or as “CSV UTF-8”."
    ),
    "uploads.broken_workbook": _(
        "This workbook is damaged, holds macros or hides something. Save it anew as .xlsx, or as “CSV UTF-8”."
    ),
    "uploads.broken_row": _(
        "Line %(line)s cannot be read: a quotation mark that never closes, or a cell that is far too long."
    ),
    "uploads.uneven": _(
        "This row has %(cells)s cells under %(names)s names. Put text with commas into quotation marks."
    ),
    "uploads.column_missing": _("No column of the file was chosen for %(name)s, and it is needed."),
    "uploads.blank": _("“%(column)s” must not be empty."),
    "uploads.unknown": _("“%(value)s” is not known here. Add it first, or correct it."),
    "uploads.repeated": _("The same (%(value)s) stands in row %(first)s. Keep one of the two."),
    "uploads.too_long": _("This has more than %(most)s characters."),
    "uploads.out_of_bounds": _("This number cannot be right; it must lie between %(low)s and %(high)s."),
    "uploads.formula": _("This is a formula, not a value. Paste values only."),
    "uploads.facets_row": _(
        "Line %(line)s does not hold %(facets)s elements and the ratings that belong to them. A range such as 1-5 must "
        "be followed by exactly five ratings."
    ),
    "uploads.facets_elsewhere": _(
        "The ratings are not in this file but in “%(file)s”. Put them below “Data=”, or upload that file."
    ),
    "uploads.not_scorecards": _("This is no list of scorecards in JSON, as the Harvest interface exports it."),
    "uploads.harvest_card": _(
        "Scorecard %(place)s of the list cannot be read: its attributes are not as they should be."
    ),
    "uploads.not_whole": _("Ratings are whole points; this one has a fraction."),
    "uploads.not_a_number": _("This is not a number. Leave the cell empty if there is none."),
    "uploads.ambiguous_number": _(
        "This could be read as two different numbers. Choose the decimal mark of your file under Columns, "
        "or write it without marks of thousands and with a point."
    ),
    "uploads.not_a_date": _("This is no date we can read for certain. Write it as 2026-03-31."),
    "uploads.ambiguous_date": _(
        "This could be two different days. Say under Columns whether day or month comes first, or write it as "
        "2026-03-31."
    ),
    "uploads.not_a_choice": _("Write one of: %(choices)s."),
    "uploads.not_a_flag": _("Write 1 for yes or 0 for no."),
    "uploads.either_year": _("This may be of the calendar's or of the company's year: write CY2026 or FY2026 in it."),
    "uploads.not_a_period": _("Write a quarter as 2026-Q1, a month as 2026-01, a year as 2026."),
    "uploads.windows_1252": _("The file is not UTF-8; its letters were read as Windows-1252 (Western European)."),
    "uploads.blanks": _("Columns are parted by blanks."),
    "uploads.title_lines": _("The lines above the names of the columns were left out."),
    "uploads.row_names": _("The rows have one cell more than there are names: the first was taken as the row's name."),
}
