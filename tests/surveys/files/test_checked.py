"""Files are what they say from the first byte to the last, or not taken; pictures lose all that is no picture."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
import sklearn.datasets
import typst

from surveys.errors import FileRefused, NotAnAnswer
from surveys.files import checked, jpeg, png, webp
from tests.surveys.files import pictures

CHINA = (Path(sklearn.datasets.__file__).parent / "images" / "china.jpg").read_bytes()
EVERY = ("pdf", "png", "jpeg", "webp", "txt")
NAMES = {"pdf": "a.pdf", "png": "a.png", "jpeg": "a.jpg", "webp": "a.webp", "txt": "a.txt"}


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF as a real program writes it."""
    source = tmp_path_factory.mktemp("letter") / "letter.typ"
    source.write_text('Dear customer, #link("https://exemplar.example")[see here].')
    return bytes(typst.compile(str(source)))


def zipped() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("run.sh"), "echo")  # without the hour: every worker makes the same
    return held.getvalue()


def reason(name: str, content: bytes, accepts: tuple[str, ...] = EVERY, largest: int = 10_000_000) -> str:
    with pytest.raises(FileRefused) as refusal:
        checked(name, content, accepts, largest)
    assert refusal.value.reason in NotAnAnswer.reasons
    return refusal.value.reason


def test_whole_files_of_every_kind_are_taken(letter: bytes) -> None:
    given = {"pdf": letter, "png": pictures.png(), "jpeg": CHINA, "webp": pictures.WEBP, "txt": "Grüße\n".encode()}
    kept = {kind: checked(NAMES[kind], content, EVERY, 10_000_000) for kind, content in given.items()}
    assert {kind: file.kind for kind, file in kept.items()} == {kind: kind for kind in EVERY}
    assert kept["pdf"].content == letter
    assert kept["txt"].content == given["txt"]
    assert kept["png"].content == given["png"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "a/b.txt",
        "C:\\a.txt",
        ".txt",
        "a\0.txt",
        "a\u202etxt.txt",
        "a.pdf",
        "a.txt.exe",
        "a",
        "x" * 150 + ".txt",
    ],
)
def test_names_that_lead_elsewhere_or_say_another_kind_are_refused(name: str) -> None:
    assert reason(name, b"words") == "FILE_NAME"


def test_a_kind_not_asked_for_is_refused_whatever_it_is_called() -> None:
    assert reason("a.pdf", CHINA, ("pdf",)) == "FILE_KIND"
    assert reason("a.txt", zipped(), ("txt",)) == "FILE_KIND"
    assert reason("a.txt", b"MZ\x90\0\x03\0", ("txt",)) == "FILE_KIND"
    assert reason("a.txt", b"words", ("pdf", "png")) == "FILE_KIND"


def test_size_is_counted_in_bytes() -> None:
    assert checked("a.txt", b"x" * 20, ("txt",), 20).content == b"x" * 20
    assert reason("a.txt", b"x" * 21, ("txt",), 20) == "FILE_TOO_LARGE"
    assert reason("a.txt", b"", ("txt",)) == "FILE_EMPTY"


@pytest.mark.parametrize(
    "spoiled", [b"\xff\xfeh\xfc", b"a\x1b[2Jb", b"<!DOCTYPE html><p>", b" <script>x()</script>", b"<svg/>"]
)
def test_text_is_utf_8_without_control_characters_and_no_page(spoiled: bytes) -> None:
    assert reason("a.txt", spoiled) == "FILE_DAMAGED"


def test_a_png_loses_its_words_and_keeps_its_pixels() -> None:
    told = pictures.png(beside=pictures.chunk(b"tEXt", b"Author\0Kofi") + pictures.chunk(b"eXIf", b"place"))
    found = png.cleaned(told)
    assert (found.width, found.height) == (3, 2)
    assert found.content == pictures.png()
    assert b"Kofi" in told


@pytest.mark.parametrize(
    "spoiled",
    [
        pictures.png() + zipped(),
        pictures.png() + pictures.chunk(b"IEND", b""),
        pictures.png()[:-1],
        pictures.png().replace(b"IDAT", b"IDAX"),
        pictures.png()[:40] + b"\xff" + pictures.png()[41:],
        pictures.png(rows=b"\0" * 7),
        pictures.png(rows=b"\0" * 9),
        pictures.png(width=0),
        pictures.png(beside=pictures.chunk(b"EVIL", b"")),
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_a_png_that_is_not_whole_or_hides_something_is_refused(spoiled: bytes) -> None:
    assert png.cleaned(pictures.png()).width == 3
    assert reason("a.png", spoiled) == "FILE_DAMAGED"


def test_interlaced_pixels_are_counted_pass_by_pass() -> None:
    """Adam7 of 3 by 2: passes of 1, 0, 0, 1, 0, 1 and 3 pixels, one filter byte a row."""
    assert png.cleaned(pictures.png(rows=bytes(2 + 2 + 2 + 4), interlaced=1)).width == 3
    with pytest.raises(FileRefused):
        png.cleaned(pictures.png(rows=bytes(8), interlaced=1))


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    assert reason("a.png", pictures.png(width=60_000, height=60_000, rows=b"")) == "FILE_TOO_LARGE"
    packed = zlib.compress(bytes(200_000_000), 9)  # 200 MB of zeros in 200 kB, said to be six pixels
    header = pictures.chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    bomb = png.SIGNATURE + header + pictures.chunk(b"IDAT", packed) + pictures.chunk(b"IEND", b"")
    assert len(bomb) < 1_000_000
    assert reason("a.png", bomb) == "FILE_DAMAGED"


def exif(orientation: int) -> bytes:
    body = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0) + b"GPS 48.1 N 11.5 E"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def test_a_photograph_loses_its_place_and_keeps_which_side_is_up() -> None:
    told = CHINA[:2] + exif(6) + b"\xff\xfe\x00\x06Kofi" + CHINA[2:] + b"\xff\xd8 a film behind the picture"
    assert b"GPS" in told
    found = jpeg.cleaned(told)
    assert (found.width, found.height) == (640, 427)
    for gone in (b"GPS 48.1 N", b"\xff\xfe\x00\x06Kofi", b"a film behind"):
        assert gone not in found.content
    assert b"Exif\0\0MM\0*" in found.content
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in found.content
    assert jpeg.cleaned(found.content) == found
    assert b"Exif" not in jpeg.cleaned(CHINA[:2] + exif(1) + CHINA[2:]).content


@pytest.mark.parametrize(
    "spoiled",
    [CHINA[:-2], CHINA[:3000], b"\xff\xd8\xff\xd9", CHINA[:2] + zipped(), CHINA[:2] + b"\xff\xc3" + CHINA[4:]],
)
def test_a_photograph_that_is_not_whole_is_refused(spoiled: bytes) -> None:
    assert reason("a.jpg", spoiled) in {"FILE_DAMAGED", "FILE_KIND"}


def test_a_webp_is_one_picture_of_a_size_without_words() -> None:
    for whole in (pictures.WEBP, pictures.WEBP_LOSSY):
        found = webp.cleaned(whole)
        assert (found.width, found.height, found.content) == (1, 1, whole)
    told = pictures.WEBP + b"EXIF\x04\0\0\0Kofi"
    told = told[:4] + struct.pack("<I", len(told) - 8) + told[8:]
    assert webp.cleaned(told).content == pictures.WEBP
    moving = told.replace(b"EXIF", b"ANIM")
    assert reason("a.webp", moving) == "FILE_KIND"
    assert reason("a.webp", pictures.WEBP + zipped()) == "FILE_DAMAGED"
    assert reason("a.webp", pictures.WEBP[:-4]) == "FILE_DAMAGED"


def test_a_pdf_ends_where_it_says_and_hides_no_archive(letter: bytes) -> None:
    assert checked("a.pdf", letter, EVERY, 10_000_000).content == letter
    assert reason("a.pdf", letter[:-200]) == "FILE_DAMAGED"
    assert reason("a.pdf", letter + zipped()) == "FILE_DAMAGED"
    place = letter.rindex(b"startxref")
    archive, comment = zipped()[:-2], letter[place:]  # an archive to programs that look from behind, a PDF to others
    both = letter[:place] + archive + struct.pack("<H", len(comment)) + comment
    with zipfile.ZipFile(BytesIO(both)) as found:
        assert found.namelist() == ["run.sh"]
    assert reason("a.pdf", both) == "FILE_DAMAGED"
    assert reason("a.pdf", b"words before " + letter) == "FILE_DAMAGED"
    assert reason("a.txt", b"%PDF-1.7 is how a PDF begins", ("txt",)) == "FILE_KIND"


def packed(objects: bytes) -> bytes:
    return (
        b"9 0 obj\n<< /Type /Obj#53tm /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(objects)
        + b"\nendstream\nendobj\n"
    )


@pytest.mark.parametrize(
    "acting",
    [
        b"9 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n",
        b"9 0 obj\n<< /S /J#61vaScript >>\nendobj\n",
        b"9 0 obj\n<< /S /Launch /F (calc.exe) >>\nendobj\n",
        b"9 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n",
        b"trailer\n<< /Encrypt 4 0 R >>\n",
        packed(b"<< /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_pdf_that_does_something_when_opened_is_refused(letter: bytes, acting: bytes) -> None:
    place = letter.rindex(b"startxref")
    assert reason("a.pdf", letter[:place] + acting + letter[place:]) == "FILE_ACTIVE"


def test_a_pdf_whose_objects_unpack_without_end_is_refused(letter: bytes) -> None:
    place = letter.rindex(b"startxref")
    bomb = letter[:place] + packed(bytes(200_000_000)) + letter[place:]
    assert len(bomb) < 1_000_000
    assert reason("a.pdf", bomb) == "FILE_TOO_LARGE"
