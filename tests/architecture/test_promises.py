"""What people confided is read by the study of levers alone, and by themselves."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The only reader of answers by person, and who may ask it.
READER = "confidential_answers"
MAY = {"assess.campaigns.frames", "assess.levers.frames"}


def modules() -> dict[str, ast.Module]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text())
        for path in (ROOT / "assess").rglob("*.py")
    }


def asks(tree: ast.AST, name: str) -> bool:
    """By import, by attribute of an imported module, or under another name."""
    return any(
        name in {getattr(node, key, None) for key in ("name", "id", "attr", "value")}
        for node in ast.walk(tree)
        if isinstance(node, ast.alias | ast.Name | ast.Attribute | ast.Constant)
    )


def test_only_the_study_of_levers_reads_what_people_confided() -> None:
    assert {name for name, tree in modules().items() if asks(tree, READER)} <= MAY


def test_a_module_that_reads_what_people_confided_is_noticed() -> None:
    for code in (
        "from assess.campaigns.frames import confidential_answers as a",
        "frames.confidential_answers(s, [1])",
        "getattr(frames, 'confidential_answers')",
    ):
        assert asks(ast.parse(code), READER), code


def test_the_study_of_levers_reads_nothing_anonymous() -> None:
    """No code joins anonymous answers to people or what they achieved."""
    for name, tree in modules().items():
        if name.startswith("assess.levers"):
            for forbidden in ("anonymous_answers", "AnonymousAnswer", "Pending", "gathered"):
                assert not asks(tree, forbidden), (name, forbidden)


def test_a_persons_own_administration_is_looked_up_by_their_own_way_in_only() -> None:
    """By the pages of whoever answers, the mail that reminds them, and the study team from outside."""
    users = {
        name
        for name, tree in modules().items()
        if name.startswith("assess.campaigns") and asks(tree, "administration_of")
    }
    assert users == {
        "assess.campaigns.queries", "assess.campaigns.actions.confiding", "assess.campaigns.tasks.mailing",
        "assess.campaigns.views.confiding", "assess.campaigns.queries.study",
    }  # fmt: skip
