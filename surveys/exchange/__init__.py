"""Instruments in the formats of other programs: read with a report of what is lost, written so that they come back."""

from collections.abc import Callable
from dataclasses import dataclass

from surveys.definition import Instrument
from surveys.exchange import limesurvey, qti, qualtrics, surveyjs, tables
from surveys.exchange.archive import is_archive
from surveys.exchange.limits import LARGEST
from surveys.exchange.outcome import ExchangeRefused, Exported, Imported, Loss, Why
from surveys.exchange.tables.records import is_workbook
from surveys.exchange.trees import decoded

__all__ = ["FORMATS", "Exported", "ExchangeRefused", "Format", "Imported", "LARGEST", "Loss", "Why", "read_any"]

Reader = Callable[[bytes, str], Imported]
Writer = Callable[[Instrument], Exported]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name; ``write`` is None where it is only read."""

    title: str
    endings: tuple[str, ...]
    read: Reader
    write: Writer | None


FORMATS: dict[str, Format] = {
    "qti": Format("QTI 3.0", (".zip", ".xml"), qti.read, qti.write),
    "limesurvey": Format("LimeSurvey", (".lss", ".lsg", ".lsq"), limesurvey.read, limesurvey.write),
    "surveyjs": Format("SurveyJS", (".json",), surveyjs.read, surveyjs.write),
    "qualtrics": Format("Qualtrics", (".qsf",), qualtrics.read, None),
    "csv": Format("CSV", (".csv",), tables.read_csv, tables.write_csv),
    "xlsx": Format("Excel", (".xlsx",), tables.read_xlsx, tables.write_xlsx),
}


def read_any(content: bytes, name: str) -> Imported:
    """The instrument in a file of any known format, whatever it is called; raises ExchangeRefused."""
    return FORMATS[recognised(content)].read(content, name)


def recognised(content: bytes) -> str:
    """The code of the format a file is in; raises ExchangeRefused for none, an empty one or one too large."""
    if len(content) > LARGEST:
        raise ExchangeRefused("too_large", most=LARGEST // 10**6)
    if not content.strip():
        raise ExchangeRefused("empty")
    if is_archive(content):
        return "xlsx" if is_workbook(content) else "qti"
    # an XML file says its own encoding, and need not be UTF-8
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1] == b"<":
        return "limesurvey" if b"LimeSurveyDocType" in content.replace(b"\0", b"")[:4000] else "qti"
    text = decoded(content)
    if text.lstrip()[:1] in ("{", "["):
        return "qualtrics" if '"SurveyEntry"' in text else "surveyjs"
    if "\0" in text or "\n" not in text.strip():
        raise ExchangeRefused("unknown_format")
    return "csv"
