"""Files that are broken, empty, disguised or made to do harm are refused, each with its reason."""

import io
import os
import resource
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from assess.phrases import WORDS
from assess.uploads import Limits, errors, read
from assess.uploads.errors import (
    BrokenRow,
    BrokenWorkbook,
    EmptyFile,
    FileTooLarge,
    NoHeader,
    NotATable,
    NotUtf8,
    NotUtf16,
    OldWorkbook,
    OnlyHeader,
    RepeatedHeader,
    TooManyColumns,
    TooManyRows,
    UnnamedColumn,
    UnpacksTooLarge,
    Unreadable,
)


def written(tmp_path: Path, data: bytes, name: str = "kpi.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def workbook(tmp_path: Path, rows: list[list[object]]) -> Path:
    path = tmp_path / "kpi.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def rebuilt(path: Path, change: dict[str, bytes]) -> Path:
    """The workbook with some of its parts replaced or added."""
    old = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(old)) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, change.pop(part.filename, source.read(part.filename)))
        for name, data in change.items():
            target.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b"\n\n  \n", EmptyFile),
        (b",,,\n,,,\n", EmptyFile),
        (b"person_id,value\n", OnlyHeader),
        (b"person_id,value\n,\n\n", OnlyHeader),
        (b"P-1,100\nP-2,90\n", NoHeader),
        (b"P-1,2026-03-31\nP-2,2026-03-31\n", NoHeader),
        (b"person_id,value,Person ID\nP-1,1,P-1\n", RepeatedHeader),
        (b"person_id,,value\nP-1,note,1\n", UnnamedColumn),
        (b"person_id,value\nP\0-1,1\n", NotATable),
        (b"person_id,value\nP\x1b-1,1\n", NotATable),
        ("person_id,value\nP-1,1\n".encode("utf-16-le"), NotATable),
        ("person_id,value\nP-1,1\n".encode("utf-32"), NotATable),
        (b"\xff\xfep\0e\0r\0\x00\xd8x", NotUtf16),
        (b'person_id,value\n"P-1,1\nP-2,2\n', BrokenRow),
        (b'person_id,value\n"P-1"x,1\n', BrokenRow),
        (b"person_id,value\nP-1," + b"9" * 6000 + b"\n", BrokenRow),
        (b"%PDF-1.7\nperson_id,value\nP-1,1\n", NotATable),
        (b"<html><script>alert(1)</script></html>", NotATable),
        (b"\x89PNG\r\n\x1a\n", NotATable),
        (b"GIF89a=1,value\nP-1,1\n", NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OldWorkbook),
        (b"PK\x03\x04 and then nothing that fits", BrokenWorkbook),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(tmp_path: Path, data: bytes, refusal: type[Unreadable]) -> None:
    with pytest.raises(refusal):
        read(written(tmp_path, data))


def test_every_refusal_has_words() -> None:
    refusals = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Unreadable)]
    assert len(refusals) == 20
    assert [c for c in refusals if c.key not in WORDS] == []


def test_another_encoding_is_refused_with_line_and_byte(tmp_path: Path) -> None:
    data = "person_id,name\nP-1,Ann\nP-2,Renée\n".encode("latin-1")
    with pytest.raises(NotUtf8) as refusal:
        read(written(tmp_path, data))
    # 15 bytes of header line, 8 of the second, then "P-2,Ren" and the byte itself
    assert refusal.value.values == {"line": 3, "byte": 31, "value": "0xE9"}


def test_two_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"person_id,value\n")
    os.truncate(path, 200 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileTooLarge) as refusal:
        read(path)
    assert refusal.value.values == {"megabytes": 200, "most": 50}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


def test_too_many_rows_and_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyRows):
        read(written(tmp_path, b"person_id\n" + b"P\n" * 11), Limits(rows=10))
    with pytest.raises(TooManyColumns):
        read(written(tmp_path, ",".join(f"c{i}" for i in range(11)).encode() + b"\n1\n"), Limits(columns=10))


def test_a_workbook_that_unpacks_to_a_gigabyte_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = rebuilt(workbook(tmp_path, [["person_id"], ["P-1"]]), {"xl/media/zeros.bin": b"\0" * 3_000_000})
    assert path.stat().st_size < 20_000
    with pytest.raises(UnpacksTooLarge):
        read(path, Limits(unpacked=2_000_000))


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = rebuilt(workbook(tmp_path, [["person_id"], ["P-1"]]), {"xl/media/zeros.bin": b"\0" * 3_000_000})
    told = (3_000_000).to_bytes(4, "little")
    assert path.read_bytes().count(told) == 2  # its own header, and the directory
    path.write_bytes(path.read_bytes().replace(told, (1000).to_bytes(4, "little")))
    with pytest.raises(BrokenWorkbook):
        read(path, Limits(unpacked=2_000_000))


def test_a_workbook_packed_in_a_way_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["person_id"], ["P-1"]])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        heads = [part.header_offset for part in archive.infolist()]
    # the method stands 8 bytes into a part's own header and 10 into its entry in the directory; 99 is no method
    places = [at + 8 for at in heads]
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at + 10)
        at = data.find(b"PK\x01\x02", at + 4)
    for place in places:
        data[place : place + 2] = (99).to_bytes(2, "little")
    path.write_bytes(data)
    with pytest.raises(BrokenWorkbook):
        read(path)


def test_one_cell_far_out_does_not_allocate_all_between(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["person_id"], ["P-1"]])
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r = \'XFD1048576\'><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    with pytest.raises((TooManyRows, TooManyColumns)):
        read(rebuilt(path, {"xl/worksheets/sheet1.xml": sheet}))


def test_one_long_text_in_every_cell_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["person_id", "note"]] + [["P-1", "x" * 30_000]] * 2000)
    assert path.stat().st_size < 100_000
    with pytest.raises(UnpacksTooLarge):
        read(path, Limits(unpacked=100_000_000))


def test_macros_other_archives_and_what_hides_behind_an_archive_are_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [["person_id"], ["P-1"]]
    with pytest.raises(BrokenWorkbook):
        read(rebuilt(workbook(tmp_path, rows), {"xl/vbaProject.bin": b"macro"}))
    polyglot = workbook(tmp_path, rows)
    polyglot.write_bytes(polyglot.read_bytes() + b"<script>alert(1)</script>")
    with pytest.raises(BrokenWorkbook):
        read(polyglot)
    with zipfile.ZipFile(tmp_path / "kpi.csv", "w") as archive:
        archive.writestr("kpi.csv", "person_id,value\nP-1,1\n")
    with pytest.raises(NotATable):
        read(tmp_path / "kpi.csv")


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    book = workbook(tmp_path, [["person_id", "value"], ["P-1", 100]])
    book = book.rename(tmp_path / "really a workbook.csv")
    assert list(read(book).cells["person_id"]) == ["P-1"]
    text = written(tmp_path, b"person_id;value\nP-1;100\n", "really text.xlsx")
    assert list(read(text).cells["value"]) == ["100"]
