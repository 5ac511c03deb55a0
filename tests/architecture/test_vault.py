"""The vault is read by impact's tasks alone; whoever else imports, opens or names what is in it is found here."""

import ast
import re

import pytest

from assess.database import db
from tests.architecture.test_laws import TREES

#: The only modules that may read.
READERS = ("assess.impact.tasks",)
#: Who may write: the candidate's page, what deletes in time, and the demo for the people it invents.
WRITERS = ("assess.delivery.views.voluntary", "assess.delivery.tasks.voluntary", "assess.demo.earlier")
TABLES = ("voluntary_answer", "released_set", "key_mark")
#: What gives away that a module gets at the vault: dotted names it imports or follows, and its strings.
SIGNS = {
    "queries": re.compile(r"\bvault\.queries\b"),
    "actions": re.compile(r"\bvault\.actions\b"),
    "tables": re.compile(rf"\b({'|'.join(TABLES)})\b|\bvault\.models\.tables\b"),
    "unseal": re.compile(r"\bunseal$"),
    "way in": re.compile(r"^vault$"),
    "whole vault": re.compile(r"^assess\.vault(\.models)?(\.\*)?$"),
}


def reaches(tree: ast.AST) -> set[str]:
    """What of the vault a module gets at: reading, writing, tables, the key's use, or the way in."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            names.add(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
    return {what for what, sign in SIGNS.items() if any(sign.search(name) for name in names)}


ALLOWED = {
    **{name: {"queries", "actions", "way in"} for name in READERS},
    **{name: {"actions", "way in"} for name in WRITERS},
    "assess.app": {"way in"},
    "assess.cli": {"way in"},
    "assess.blueprints": {"way in"},  # the feature's name in the table of contents
    "assess.seals": {"unseal"},
    "assess.enclave": {"tables"},  # makes them, and compares the key's mark
}


def test_only_impacts_tasks_read_the_vault_and_only_the_candidates_page_writes() -> None:
    strange = {
        name: more
        for name, tree in TREES.items()
        if not name.startswith("assess.vault") and (more := reaches(tree) - ALLOWED.get(name, set()))
    }
    assert strange == {}


def test_within_the_vault_only_the_reading_side_opens_boxes() -> None:
    opening = {name for name, tree in TREES.items() if "unseal" in reaches(tree)}
    assert opening <= {"assess.vault.queries", "assess.seals"}
    inside = {name: reaches(tree) for name, tree in TREES.items() if name.startswith("assess.vault")}
    assert {name for name, found in inside.items() if "queries" in found} == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from assess.vault.queries import tables", "queries"),
        ("from assess.vault import queries", "queries"),
        ("import assess.vault.queries as q", "queries"),
        ("from assess import vault\nvault.queries.tables(s, {}, q)", "queries"),
        ("importlib.import_module('assess.vault.queries')", "queries"),
        ("from assess.vault.actions import put", "actions"),
        ("from assess.vault.models import voluntary_answer", "tables"),
        ("from assess.vault.models import tables\ntables.voluntary_answer", "tables"),
        ("text('SELECT box FROM vault.voluntary_answer')", "tables"),
        ("current_app.extensions['vault'].session()", "way in"),
        ("session.info['seal'].unseal(name, box)", "unseal"),
        ("import assess.vault", "whole vault"),
        ("from assess.vault import *", "whole vault"),
    ],
)
def test_a_module_that_gets_at_the_vault_is_noticed(code: str, found: str) -> None:
    assert found in reaches(ast.parse(code))


def test_the_main_database_knows_none_of_the_vaults_tables() -> None:
    assert {table.rpartition(".")[2] for table in db.metadata.tables} & set(TABLES) == set()
