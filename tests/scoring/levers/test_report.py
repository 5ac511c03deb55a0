"""What readers of the Report are promised: its tables, the same bytes again, no lever in the headline, no cause."""

import re
from pathlib import Path

from scoring.levers import Verdict, verdicts
from scoring.levers import inputs as levers_inputs
from scoring.reports.levers import KIND, report
from scoring.results import Estimate, Report
from tests.scoring.levers import simple
from tests.scoring.levers.companies import people, registry, studied
from tests.scoring.worlds import make

COLUMNS = {
    "verdicts": "lever label verdict decided decided_on causal usable reasons family tier type talent_linked "
    "merged_with people needed replication_power",
    "effects": "lever model b corrected p q low90 high90",
    "groups": "lever label top middle n_top n_middle g cliffs_delta overlap top_rate middle_rate rate_difference "
    "reverse_rate reverse_rate_without done_from",
    "outliers": "lever label outliers n_outliers outliers_g talent_linked",
    "targets": "lever top_median middle_median sd n",
    "pairs": "levers r top_share middle_share if_unrelated top_minus_middle",
    "patterns": "levers r top_share middle_share if_unrelated top_minus_middle",
    "importance": "lever label family tier share low high dominates reasons",
    "concentration": "family tier levers_judged largest carried",
    "stability": "lever label kept",
    "left_out": "left_out people",
}
#: Words that claim more than that two things go together (methods §0.3).
CAUSE = re.compile(r"\b(drive[sn]?|caus(e|es|ed|ing)|leads? to|because|prove[ns]?|guarantees?)\b", re.I)


def test_other_features_find_the_tables_they_read():
    found = report(studied(1))
    assert found.kind == KIND == "levers"
    assert {table.key: " ".join(column.key for column in table.columns) for table in found.tables} == COLUMNS


def test_every_lever_has_its_row_in_the_order_registered():
    found = report(studied(1))
    codes = tuple(lever.code for lever in registry(make(1)))
    for key in ("verdicts", "groups", "outliers", "targets"):
        assert found.table(key).column("lever") == codes
    assert set(found.table("verdicts").column("verdict")) <= {verdict.value for verdict in Verdict}
    assert set(found.table("verdicts").column("usable")) == {"yes", "no"}
    models = {row[1] for row in found.table("effects").rows if row[0] == "research"}
    assert models == {"raw", "alone", "joint", "untalented", "discovery", "holdout"}


def test_the_same_input_gives_the_same_bytes_in_any_order_of_rows():
    world = make(2)
    data = people(world, 2)
    again = simple.replace(
        data, people=data.people.sample(frac=1, random_state=1), values=data.values.sample(frac=1, random_state=2),
        circumstances=data.circumstances.sample(frac=1, random_state=3),
    )  # fmt: skip
    first = report(verdicts(data, registry(world), seed=2)).to_json()
    assert report(verdicts(again, registry(world), seed=2)).to_json() == first == report(studied(2)).to_json()
    assert Report.from_json(first).to_json() == first


def test_the_headline_counts_and_never_names_a_lever():
    for found in (studied(1), studied(1, shuffled=True), simple.studied([0.9, 0.0]), simple.studied([0.0])):
        sentence = report(found).sentence
        assert set(sentence.values) == {"levers", "testable", "supported", "replicated", "usable", "people", "teams"}
        assert all(isinstance(value, int) for value in sentence.values.values())
    assert report(studied(1)).sentence.key == "levers.supported"
    assert report(simple.studied([0.0])).sentence.key == "levers.none"
    few = simple.studied([0.9], lambda data: simple.replace(data, people=data.people.iloc[:9]))
    assert report(few).sentence.key == "levers.untestable"


def test_nothing_in_the_report_speaks_of_cause():
    text = report(studied(1)).to_json()
    said = re.sub(r"reverse_cause_plausible|REVERSE_CAUSE_PLAUSIBLE|confirmed_by_intervention|\"causal\"", "", text)
    assert "reverse_cause_plausible" in text and CAUSE.search(said) is None


def test_no_person_and_no_team_stands_in_the_report():
    text = report(studied(1)).to_json()
    data = people(make(1), 1)
    assert len(data.people) == 240
    assert not [one for one in (*data.people["person_id"], *data.people["team"].unique()) if f'"{one}"' in text]


def test_every_number_with_an_interval_says_its_method_and_people():
    found = report(simple.studied([0.5, 0.0]))
    shown = [cell for table in found.tables for row in table.rows for cell in row if isinstance(cell, Estimate)]
    assert len(shown) > 20
    assert all(one.method and (one.status == "refused") == (one.value is None) for one in shown)


def test_progress_rises_to_the_end():
    heard: list[float] = []
    data = simple.data([0.5, 0.0, 0.0])
    verdicts(data, simple.registry(data, c={"tier": "position"}), seed=3, progress=heard.append)
    assert heard == sorted(heard) and len(heard) >= 3 and heard[-1] == 1.0 and 0 < heard[0] < 1


def test_no_word_of_cause_stands_in_what_readers_see_of_the_package():
    """Methods of estimates reach the page as they are."""
    root = Path(levers_inputs.__file__).parent
    constants = re.findall(r'^[A-Z_0-9, ]+ = (".*)$', "\n".join(p.read_text() for p in root.glob("*.py")), re.M)
    assert len(constants) > 6 and not [text for text in constants if CAUSE.search(text)]
