"""Files made to do harm, broken ones and huge ones get a clear answer; nothing in them is fetched, run or unpacked."""

import io
import json
import random
import stat
import time
import zipfile
from dataclasses import replace

import pytest

from surveys.definition import Item, Option
from surveys.exchange import FORMATS, ExchangeRefused, Why, limits, read_any
from surveys.exchange.plaintext import plain
from tests.surveys.exchange.instruments import instrument

LSS = (
    "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>415</DBVersion>"
    "<languages><language>en</language></languages>"
    "<questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>S</type><title>q1</title>"
    "</row></rows></questions><question_l10ns><rows><row><qid>1</qid><question>{}</question>"
    "<language>en</language></row></rows></question_l10ns></document>"
)
ITEM = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q1"><itemBody>'
    '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>{}</prompt></extendedTextInteraction>'
    "</itemBody></assessmentItem>"
)
MANIFEST = '<manifest><resources><resource identifier="a" type="imsqti_item_xmlv3p0" href="{}"/></resources></manifest>'
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol0 "lol">'
    + "".join(f'<!ENTITY lol{n} "' + f"&lol{n - 1};" * 10 + '">' for n in range(1, 10))
    + "]>"
)


def archive(parts: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def package(**more: bytes | str) -> bytes:
    return archive({"imsmanifest.xml": MANIFEST.format("a.xml"), "a.xml": ITEM.format("Why?"), **more})


def reason(content: bytes) -> str:
    with pytest.raises(ExchangeRefused) as refused:
        read_any(content, "file")
    assert refused.value.reason in ExchangeRefused.reasons
    return refused.value.reason


def survey(*items: dict[str, object], **more: object) -> bytes:
    return json.dumps({"pages": [{"name": "p", "elements": list(items)}], **more}).encode()


def test_the_files_this_page_spoils_are_read_before_they_are_spoiled() -> None:
    for content in (LSS.format("Why?").encode(), ITEM.format("Why?").encode(), package()):
        assert [item.text for item in read_any(content, "f").instrument.items.values()] == ["Why?"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
        LAUGHS,
        "<!DOCTYPE html>",
    ],
)
@pytest.mark.parametrize("body", [LSS, ITEM])
def test_no_document_type_is_taken_so_no_entity_is_expanded_or_fetched(head: str, body: str) -> None:
    started = time.perf_counter()
    assert reason((head + body.format("&x;")).encode()) == "document_type"
    assert time.perf_counter() - started < 1
    packed = archive({"imsmanifest.xml": MANIFEST.format("a.xml"), "a.xml": head + ITEM.format("&x;")})
    assert reason(packed) == "document_type"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil", "a/../../b", "..\\evil", "C:/evil", "a\\b"])
def test_a_part_that_would_lie_outside_is_refused(name: str) -> None:
    assert reason(package(**{name: b"x"})) == "part_outside"


def test_a_manifest_that_points_outside_finds_nothing() -> None:
    content = archive({"imsmanifest.xml": MANIFEST.format("../../../../etc/passwd")})
    read = read_any(content, "f")
    assert [(loss.what, loss.why) for loss in read.losses] == [("../../../../etc/passwd", Why.MISSING_PART)]


def test_a_link_in_an_archive_is_refused() -> None:
    made = io.BytesIO(package())
    with zipfile.ZipFile(made, "a") as file:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    assert reason(made.getvalue()) == "link"


def test_an_archive_in_an_archive_is_refused() -> None:
    assert reason(package(**{"inner.zip": archive({"a": "b"})})) == "archive_inside"


def test_bombs_are_measured_before_they_are_unpacked() -> None:
    assert reason(package(**{"zeros.bin": b"\0" * 5_000_000})) == "unpacks_too_large"
    assert reason(package(**{f"n{n}": "" for n in range(limits.PARTS)})) == "too_many_parts"
    noise = random.Random(1).randbytes(1_000_000)
    many = {f"{n}.bin": noise[: 1_000_000 - n] for n in range(61)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for name, content in many.items():
            file.writestr(name, content)
    assert reason(made.getvalue()) == "too_large"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    content = package(**{"big.xml": ITEM.format("x" * 3000)})
    told = (3000 + len(ITEM) - 2).to_bytes(4, "little")
    assert content.count(told) == 2
    lying = content.replace(told, (10).to_bytes(4, "little")).replace(b'href="a.xml"', b'href="a.xml"')
    with zipfile.ZipFile(io.BytesIO(lying)) as file:
        assert file.getinfo("big.xml").file_size == 10
    other = archive({"imsmanifest.xml": MANIFEST.format("big.xml"), "big.xml": ITEM.format("x" * 3000)})
    assert reason(other.replace(told, (10).to_bytes(4, "little"))) == "broken_archive"


def test_an_archive_packed_in_a_way_nobody_knows_is_refused() -> None:
    content = bytearray(archive({"imsmanifest.xml": MANIFEST.format("a.xml"), "a.xml": ITEM.format("x")}))
    # the method stands 8 bytes into a part's own header and 10 into its entry in the directory; 99 is no method
    for head, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(head)
        while at >= 0:
            content[at + offset : at + offset + 2] = (99).to_bytes(2, "little")
            at = content.find(head, at + 4)
    assert reason(bytes(content)) == "broken_archive"


@pytest.mark.parametrize("code", [code for code, form in FORMATS.items() if form.write])
def test_a_truncated_file_is_refused_or_says_what_is_missing(code: str) -> None:
    write = FORMATS[code].write
    assert write is not None
    whole = write(instrument(2)).content
    for part in (1, len(whole) // 3, len(whole) // 2, len(whole) - 3):
        try:
            read = read_any(whole[:part], "f")
        except ExchangeRefused as refused:
            assert refused.reason in ExchangeRefused.reasons
        else:
            assert code == "csv"
            assert read.losses or read.instrument == instrument(2)


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick=x()>"])
def test_scripts_in_texts_are_gone_and_noted_and_lines_stay(script: str) -> None:
    text = f"One<br>two{script}<p>three &lt;4</p>"
    read = read_any(LSS.format(f"<![CDATA[{text}]]>").encode(), "f")
    assert read.instrument.items["q1"].text == "One\ntwo\nthree <4"
    assert [loss.why for loss in read.losses] == [Why.MARKUP_REMOVED]
    read = read_any(survey({"type": "comment", "name": "q1", "title": text}), "f")
    assert read.instrument.items["q1"].text == "One\ntwo\nthree <4"


def test_markup_that_never_ends_takes_no_long_time() -> None:
    for text in ("<" * 20_000, "<!--" * 5_000, "<a " * 6_000, "<![CDATA[" * 2_000, "&#" * 10_000, "<script>" * 2_000):
        started = time.perf_counter()
        plain(text)
        assert time.perf_counter() - started < 2


def test_a_hundred_thousand_items_are_refused_in_every_format() -> None:
    questions = [{"type": "text", "name": f"q{n}"} for n in range(100_000)]
    assert reason(survey(*questions)) == "too_many_items"
    rows = "".join(f"q{n},Why?\n" for n in range(100_000))
    assert reason(f"item,text\n{rows}".encode()) == "too_many_items"
    row = LSS[LSS.index("<row>") : LSS.index("</row>") + 6]
    many = "".join(row.replace("<qid>1<", f"<qid>{n}<").replace(">q1<", f">q{n}<") for n in range(1, 100_001))
    assert reason(LSS.format("").replace(row, many, 1).encode()) in ("too_many_items", "too_many_elements")
    made = instrument(0)
    section = replace(made.sections[0], items=tuple(Item(f"q{n}", "text", "Why?") for n in range(limits.ITEMS + 1)))
    write = FORMATS["qti"].write
    assert write is not None
    with pytest.raises(ExchangeRefused) as refused:
        write(made.with_sections((section,)))
    assert refused.value.values["most"] == limits.ITEMS


def test_too_many_options_and_texts_without_end_are_refused() -> None:
    choices = [str(n) for n in range(limits.OPTIONS + 1)]
    assert reason(survey({"type": "radiogroup", "name": "q", "choices": choices})) == "too_many_options"
    assert reason(survey({"type": "text", "name": "q", "title": "x" * (limits.TEXT + 1)})) == "text_too_long"


def test_depth_is_bounded() -> None:
    assert reason(b"[" * 100_000) == "too_deep"
    assert reason(b'{"a":' * 200 + b"1" + b"}" * 200) == "too_deep"
    assert reason(b"<a>" * 200 + b"</a>" * 200) == "too_deep"
    panel: dict[str, object] = {"type": "text", "name": "q"}
    for _ in range(12):
        panel = {"type": "panel", "name": "p", "elements": [panel]}
    assert Why.UNSUPPORTED_KIND in {loss.why for loss in read_any(survey(panel), "f").losses}


def test_keys_that_stand_twice_are_refused() -> None:
    assert reason(b'{"pages": [], "pages": [{"elements": []}]}') == "repeated_key"
    assert reason(b"item,text,item\nq1,Why?,q2\n") == "repeated_key"


@pytest.mark.parametrize("number", ["1e999", "9" * 5000, "NaN", "-Infinity", "1e300"])
def test_numbers_that_are_none_are_refused_or_noted(number: str) -> None:
    content = b'{"pages": [{"elements": [{"type": "text", "inputType": "number", "name": "q", "max": %s}]}]}'
    try:
        read = read_any(content % number.encode(), "f")
    except ExchangeRefused as refused:
        assert refused.reason == "broken_json"
    else:
        assert read.instrument.items["q"].maximum is None
        assert Why.NOT_A_NUMBER in {loss.why for loss in read.losses}


def test_encodings_are_read_where_they_say_what_they_are_and_refused_where_not() -> None:
    text = '{"pages": [{"elements": [{"type": "comment", "name": "q", "title": "Größe 日本"}]}]}'
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert read_any(content, "f").instrument.items["q"].text == "Größe 日本"
    assert reason(text.replace("日本", "").encode("latin-1")) == "not_text"
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>' + LSS.format("Größe")
    assert read_any(latin.encode("latin-1"), "f").instrument.items["q1"].text == "Größe"
    assert reason(LSS.format("Größe").encode("latin-1")) == "broken_xml"
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + LSS.format("Größe")
    assert read_any(wide.encode("utf-16"), "f").instrument.items["q1"].text == "Größe"


@pytest.mark.parametrize("content", [b"", b"   \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert reason(content) in ("empty", "unknown_format")


@pytest.mark.parametrize(
    "content", [b"{}", b"[1]", b"<html/>", b"hello", b"GIF89a\n\xff", b"PK\x03\x04junk", b"\0\0\0\n"]
)
def test_what_is_no_instrument_is_refused(content: bytes) -> None:
    assert reason(content)


def test_a_cell_far_out_and_a_quote_that_never_closes_are_refused() -> None:
    write = FORMATS["xlsx"].write
    assert write is not None
    source = zipfile.ZipFile(io.BytesIO(write(instrument(1)).content))
    parts: dict[str, bytes | str] = {name: source.read(name) for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    for far in (b"A1048576", b"XFD2"):
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'r="A2"', b'r="' + far + b'"', 1)
        assert reason(archive(parts)) in ("too_many_items", "broken_table")
    assert reason(b'item,text\nq1,"Why?\n') == "broken_table"


def test_no_cell_is_a_formula_and_all_of_them_come_back() -> None:
    made = instrument(1, tame=True)
    nasty = ("=1+1", "+1", "-x", "@SUM(A1)", "\tx", "'=1", "''@x", "-5", '=HYPERLINK("http://x")')
    options = tuple(Option(str(n), text.strip() or "x") for n, text in enumerate(nasty, start=1))
    item = Item("q", "choice", "=cmd|' /C calc'!A0", options=options)
    made = replace(made.with_sections((replace(made.sections[0], items=(item,), adaptive=None),)), scales=())
    for code in ("csv", "xlsx"):
        form = FORMATS[code]
        assert form.write is not None
        content = form.write(made).content
        assert form.read(content, "f").instrument == made
        if code == "csv":
            assert ",=" not in content.decode() and ",@" not in content.decode()


def test_a_damaged_own_part_is_told_and_the_rest_is_read() -> None:
    write = FORMATS["surveyjs"].write
    assert write is not None
    held = json.loads(write(instrument(1, tame=True)).content)
    for own in (
        [],
        "x",
        {"items": [{"at": ["q0"], "fields": {"text": 5}}]},
        {"items": 3, "sections": "x", "words": [1]},
    ):
        held["x-exemplar"] = own
        read = read_any(json.dumps(held).encode(), "f")
        assert read.instrument.items
        assert Why.DAMAGED_OWN_PART in {loss.why for loss in read.losses}
    own = json.loads(write(instrument(1, tame=True)).content)["x-exemplar"]
    for entry in own["fields"].values():
        entry["is"] = None
    held["x-exemplar"] = own
    read = read_any(json.dumps(held).encode(), "f")
    assert {loss.what for loss in read.losses if loss.why == Why.DAMAGED_OWN_PART} == set(own["fields"])
    assert isinstance(read.instrument.source, str)
