"""The shipped hypotheses: five single levers that are often claimed, eight behaviours, learning, nine conditions."""

from surveys.bank import library
from surveys.starters import starters

BEHAVIOURS = {
    "trust", "business_issues", "discover_with", "rethink", "care", "sense_making", "buying", "confidence",
}  # fmt: skip
CONDITIONS = {
    "culture", "compensation", "processes", "policies", "procedures", "technology", "performance_management",
    "analytics", "reporting",
}  # fmt: skip


def test_requirements_s1_02_s1_13_s1_18_and_s2_05_ship():
    found = starters()
    assert len(found) == 23
    assert {code[:3] for code in found if code.startswith("h0")} == {"h01", "h02", "h03", "h04", "h05"}
    assert set(found) >= BEHAVIOURS
    assert {code for code, one in found.items() if one.type == "condition"} == CONDITIONS
    assert "learning" in found


def test_every_behaviour_has_a_question_anchors_and_cues():
    for code in BEHAVIOURS:
        one = starters()[code]
        assert one.ask.startswith("In how many of your last ten opportunities did you "), code
        assert one.competencies and all(len(c.anchors) == 3 and c.cues for c in one.competencies), code


def test_items_named_are_in_the_questionnaires_that_ship():
    for one in starters().values():
        if one.item:
            instrument, _colon, item = one.item.partition(":")
            assert item in library()[instrument].items


def test_a_claim_of_vendors_says_who_earns_from_it():
    vendors = [one for one in starters().values() if one.source == "vendor"]
    assert len(vendors) == 2
    assert all(one.conflict for one in vendors)


def test_the_first_engagement_is_among_the_stages():
    assert {"trust", "business_issues"} <= {one.code for one in starters().values() if one.stage == "first_engagement"}
