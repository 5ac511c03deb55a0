"""A Report on paper in every language of the interface: the page says which, and its letters come along."""

import io

import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from assess.i18n import LANGUAGES
from assess.reports import Shown, pdf
from scoring.results import Column, Report, Sentence, Table

TABLE = Table("scales", (Column("scale"),), (("التعاون",),))
REPORT = Report("feedback", Sentence("feedback.all", {"told": 1}), tables=(TABLE,))


def fonts(paper: PdfReader) -> set[str]:
    """The letters a page carries, without the mark of a subset."""
    found = paper.pages[0]["/Resources"]["/Font"]
    assert isinstance(found, DictionaryObject)
    return {str(one.get_object()["/BaseFont"]).rpartition("+")[2] for one in found.values()}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_report_is_set_in_its_language_with_letters_of_its_own(app: Flask, language: str) -> None:
    with force_locale(language):
        paper = PdfReader(io.BytesIO(pdf(Shown(REPORT))))
    assert paper.trailer["/Root"]["/Lang"] == language
    # a scale may have an Arabic name on any page; no letter may be left to what a machine happens to have
    assert {name.partition("-")[0] for name in fonts(paper)} == {"LibertinusSerif", "IBMPlexSansArabic"}


def test_the_same_report_gives_the_same_bytes(app: Flask) -> None:
    with force_locale("ar"):
        assert pdf(Shown(REPORT)) == pdf(Shown(REPORT))
