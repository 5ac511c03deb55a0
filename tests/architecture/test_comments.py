"""Comments are read where they are taken in and reviewed, and by no other module."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "assess.campaigns.models": "the tables",
    "assess.campaigns.models.comments": "the tables",
    "assess.campaigns.actions.comments": "taking in, laying before the reviewer",
    "assess.campaigns.actions.themes": "themes of them, and their end",
    "assess.campaigns.queries.comments": "for whoever reviews them",
    "assess.campaigns.tasks.comments": "which boxes hold some",
    "assess.demo.commenting": "the reviewer of the invented company",
}
TABLES = {"Comment", "CommentPool"}


def reads(tree: ast.AST) -> bool:
    """Whether a module names a table of comments, or reads one in SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and node.name in TABLES:
            return True
        if isinstance(node, ast.Attribute) and node.attr in TABLES:
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.lower()
            if "from comment" in words and "from comments" not in words:
                return True
    return False


def test_comments_are_read_by_named_modules_only() -> None:
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for floor in ("assess", "surveys", "scoring")
        for path in (ROOT / floor).rglob("*.py")
        if reads(ast.parse(path.read_text()))
    }
    assert found - ALLOWED.keys() == set()


def test_a_module_that_reads_comments_is_noticed() -> None:
    for code in (
        "from assess.campaigns.models import Comment",
        "from assess.campaigns import models\nmodels.CommentPool",
        "text('SELECT text FROM comment')",
    ):
        assert reads(ast.parse(code)), code
