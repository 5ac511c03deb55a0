"""Have the Reports on practices together, conditions, interventions and payoff all their words, and none of cause?"""

import re
import string

import pytest
from flask import Flask, render_template

from assess.provenance import provenance
from assess.reports import Shown, csv_zip, pdf
from tests.scoring.lever_reports import KINDS

CAUSE = {"drives", "causes", "because", "proven", "guarantees", "leads", "will"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_report_has_its_words_and_none_of_cause(app: Flask, kind: str) -> None:
    report = provenance(KINDS[kind](), {}, 1)
    with app.test_request_context():
        shown = Shown(report)
        page = render_template("report/standalone.html", all_shown=[shown], title=shown.title, styles=[])
        paper = pdf(shown)
        archive = csv_zip(report)
        assert shown.sentence and all(shown.caveats)
    assert paper.startswith(b"%PDF") and archive.startswith(b"PK")
    text = re.sub(r"<[^>]*>", " ", page)
    assert re.findall(r"%\(|\b(?:code|column|table|figure|estimate|report|reason|unit|scale)\.[a-z_]+", text) == []
    words = set(text.lower().translate(str.maketrans("", "", string.punctuation)).split())
    assert not words & (CAUSE | {"nan"}), words & (CAUSE | {"nan"})
