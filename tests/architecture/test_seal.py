"""Scorecards are sealed: nothing in the application reaches stored answers but the modules named here."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: What leads to stored answers.
READERS = {
    ("surveys.models", "Response"),
    ("surveys.frames", "ratings"),
    ("surveys.frames", "responses"),
    ("surveys.sessions", "answers"),
    ("surveys.sessions", "progress"),
    ("surveys.standing", "standing"),
    ("surveys", "frames"),
}
#: Who may, and why that shows nothing sealed.
ALLOWED = {
    "assess.interviews.queries.seal": "the seal itself: open_ratings of complete panels, own_ratings of one's own seat",
    "assess.calibration.frames": "by the seats that queries.open_seats gives",
    "assess.delivery.frames": "by administrations of invitations, or the scores made of them",
    "assess.delivery.queries.invited": "counts by invitation",
    "assess.delivery.queries.copies": "by invitation, for whoever answered",
    "assess.delivery.queries.sittings": "by invitation, for whoever answers",
    "assess.delivery.views.take": "by invitation, for whoever answers",
    "assess.campaigns.frames": "by the context of a campaign that promised confidentiality; see test_promises",
    "assess.campaigns.queries.admissions": "by the admission of whoever answers in confidence",
    "assess.campaigns.queries.study": "of confidential surveys run from outside, for those from outside",
    "assess.campaigns.actions.confiding": "whether anything is answered before it is sent",
    "assess.fieldwork.frames": "by the administrations of invitations",
    "assess.measurement.frames": "by the administrations of invitations",
    "assess.vignettes.queries.courses": "one's own ratings of written interviews; no candidate is in them",
    "assess.vignettes.frames": "by the administrations of vignettes, which no panel has",
    "assess.references.frames": "by closed checks, for the one Report of a mean, and for the norm of many",
    "assess.references.queries.sittings": "by the administration of the referee who answers",
    "assess.profiles.frames": "by the administrations whose scales were scored, and scorecards have no scales",
}


def modules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text())
        for path in (ROOT / "assess").rglob("*.py")
    }


def reading(tree: ast.AST) -> set[str]:
    """The names that lead to answers which a module imports or reaches by an attribute."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names if (node.module, alias.name) in READERS}
        elif isinstance(node, ast.Attribute):
            if (
                ast.unparse(node)
                .lower()
                .endswith(("administration.responses", "sessions.answers", "sessions.progress"))
            ):
                found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "from response" in node.value.lower():
            found.add("response")
    return found


def test_only_named_modules_read_answers() -> None:
    assert {name for name, tree in modules().items() if reading(tree)} - ALLOWED.keys() == set()


def test_a_module_that_reads_answers_is_noticed() -> None:
    for code in (
        "from surveys.models import Response",
        "from surveys.frames import ratings as r",
        "from surveys import frames",
        "from surveys import sessions\nsessions.answers(s, 1)",
        "seat.administration.responses",
        "text('SELECT value FROM response')",
    ):
        assert reading(ast.parse(code)), code


def test_others_ratings_are_read_in_one_place_and_behind_the_seal() -> None:
    """In the seal's module ``answers`` is called for one's own seat, and for the seats that ``open_seats`` gives."""
    tree = modules()["assess.interviews.queries.seal"]
    calls = {
        function.name: {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
    }
    assert {name for name, called in calls.items() if "answers" in called} == {"own_ratings", "panel"}
    assert "open_seats" in calls["panel"]
    assert "opened" in calls["open_seats"]
    frame = ast.unparse(modules()["assess.calibration.frames"])
    assert "administrations=[seat.administration_id for seat in seats]" in frame
    assert "seats = open_seats(" in frame


def test_ones_own_ratings_are_asked_for_on_the_scorecard_only() -> None:
    users = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node).endswith(("own_ratings", "own_progress"))
    }
    assert users == {"assess.interviews.views.scorecards"}


def test_the_seal_itself_is_imported_by_no_other_module() -> None:
    """``opened`` is asked by ``open_seats`` alone: a second way through it would be a second seal."""
    users = {
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("interviews.queries.seal")
        and "opened" in {alias.name for alias in node.names}
    }
    assert users == set()
