"""The laws of the layout, kept by machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("scoring", "surveys", "assess")
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in [*(p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py"))), ROOT / "wsgi.py"]
}
TREES = {name: ast.parse(path.read_text()) for name, path in FILES.items()}
STANDARD_LIBRARY_AND = {
    "scoring": {
        "numpy",
        "scipy",
        "pandas",
        "sklearn",
        "factor_analyzer",
        "statsmodels",
        "joblib",
        "numba",
        "scoring",
        "threadpoolctl",
    }  # comes with scikit-learn; keeps matrix products from crowding our own threads
}
#: Imports inside functions that earn their exception: module, imported name, reason.
LATE_IMPORTS: dict[tuple[str, str], str] = {}
#: Modules that wire the features together.
ABOVE_ALL = {"assess.app", "assess.blueprints", "assess.cli"}
FEATURE_FILES = {"__init__", "models", "queries", "frames", "actions", "tasks", "forms", "views"}
#: Folders of ``assess`` that are no features: a module that outgrew its file, or data.
MODULES = {"phrases", "templates", "static", "demo", "translations", "charts", "rate", "uploads"}


def ladder() -> list[str]:
    """The features in order, as ``assess/blueprints.py`` lists them."""
    for node in ast.walk(TREES["assess.blueprints"]):
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "FEATURES":
            assert isinstance(node.value, ast.Tuple)
            return [entry.elts[0].value for entry in node.value.elts]  # type: ignore[attr-defined]
    raise AssertionError("assess/blueprints.py lists no FEATURES")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "absolute imports only"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in FILES else str(node.module)


def feature(module: str) -> str:
    """The feature a module of ``assess`` belongs to; empty if none."""
    parts = module.split(".")
    return parts[1] if parts[0] == "assess" and len(parts) > 1 and parts[1] in ladder() else ""


def test_statistics_import_only_statistics() -> None:
    import sys

    allowed = STANDARD_LIBRARY_AND["scoring"] | set(sys.stdlib_module_names)
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if name.split(".")[0] == "scoring"
        for target in imports(tree)
        if target.split(".")[0] not in allowed
    ]
    assert bad == []


def test_the_engine_knows_nothing_of_the_web() -> None:
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if name.split(".")[0] == "surveys"
        for target in imports(tree)
        if target.split(".")[0] in {"flask", "werkzeug", "jinja2", "flask_sqlalchemy", "flask_wtf", "assess", "wsgi"}
    ]
    assert bad == []


def test_every_feature_is_on_the_ladder_and_has_only_files_of_known_names() -> None:
    folders = {path.name for path in (ROOT / "assess").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - MODULES == set(ladder())
    strange = [
        name for name in FILES if feature(name) and name.count(".") == 2 and name.split(".")[2] not in FEATURE_FILES
    ]
    assert strange == []


def test_features_import_only_features_before_them() -> None:
    order = ladder()
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if feature(name)
        for target in imports(tree)
        if feature(target) and order.index(feature(target)) > order.index(feature(name))
    ]
    assert bad == []


def test_modules_beside_the_features_import_no_feature() -> None:
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if name.startswith("assess.")
        and not feature(name)
        and name not in ABOVE_ALL
        and not name.startswith("assess.demo.")  # acts through the features, as the people of a company would
        for target in imports(tree)
        if feature(target)
    ]
    assert bad == []


def test_models_call_nothing_above_them() -> None:
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if feature(name) and name.split(".")[2:3] == ["models"]
        for target in imports(tree)
        if feature(target) and target.split(".")[2:3] != ["models"]
    ]
    assert bad == []


def test_imports_stand_at_the_top() -> None:
    bad = []
    for name, tree in TREES.items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                bad += [
                    (name, target)
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom)
                    for target in imports(node)
                    if (name, target) not in LATE_IMPORTS
                ]
    assert bad == []


def test_nothing_is_imported_with_a_star() -> None:
    bad = [
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert bad == []


def test_there_are_no_import_cycles() -> None:
    graph = {name: {t for t in imports(tree) if t in FILES} - {name} for name, tree in TREES.items()}
    while leaves := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in leaves}
    assert graph == {}


def test_only_frames_turn_rows_into_data_frames() -> None:
    makers = re.compile(r"\bread_sql|DataFrame\.from_records\(|pd\.DataFrame\(session|pd\.DataFrame\(db\.")
    bad = [
        name
        for name, path in FILES.items()
        if name.split(".")[0] in {"surveys", "assess"}
        and not name.endswith("frames")
        and makers.search(path.read_text())
    ]
    assert bad == []


def test_features_make_data_frames_only_in_frames() -> None:
    bad = [
        name
        for name, tree in TREES.items()
        if feature(name) and not name.endswith(".frames")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"pd.DataFrame", "pandas.DataFrame"}
    ]
    assert bad == []


def test_actions_take_the_session_first_and_never_commit() -> None:
    bad = []
    for name, tree in TREES.items():
        if not (feature(name) and name.split(".")[2:3] == ["actions"]) and name != "surveys.sessions":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".commit"):
                bad.append((name, "commits"))
        for node in getattr(tree, "body", []):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _writes(node):
                first = node.args.args[0].arg if node.args.args else ""
                if first != "session":
                    bad.append((name, node.name))
    assert bad == []


def _writes(function: ast.FunctionDef) -> bool:
    """Whether a function calls something on a session; pure functions beside the actions need none."""
    return any(isinstance(node, ast.Name) and node.id == "session" for node in ast.walk(function))


def test_no_file_is_longer_than_300_lines() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py")]
    bad = [str(path) for path in [*FILES.values(), *tests] if len(path.read_text().splitlines()) > 300]
    assert bad == []


def test_no_drawers_without_a_name() -> None:
    drawers = {"utils", "helpers", "common", "misc"}
    assert [name for name in FILES if set(name.split(".")) & drawers] == []


def test_every_module_opens_with_one_sentence() -> None:
    bad = []
    for name, tree in TREES.items():
        words = ast.get_docstring(tree)
        if not words or not words.splitlines()[0].rstrip().endswith((".", "?")):
            bad.append(name)
    assert bad == []


def test_code_outside_tests_asserts_nothing() -> None:
    assert [name for name, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []


def test_group_results_leave_only_through_release() -> None:
    """Only the engine's anonymity package and the task that releases touch anonymous answers."""
    bad = [
        (name, target)
        for name, tree in TREES.items()
        if name.startswith("assess.")
        and not name.startswith(("assess.campaigns.frames", "assess.campaigns.tasks", "assess.campaigns.actions"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for target in [alias.name for alias in node.names]
        if target in {"AnonymousAnswer", "Pending"}
    ]
    assert bad == []


def test_only_the_frames_of_campaigns_read_anonymous_answers() -> None:
    """By import, by attribute of an imported module, or under another name."""
    bad = [
        name
        for name, tree in TREES.items()
        if name not in {"assess.campaigns.frames", "surveys.frames"}
        for node in ast.walk(tree)
        if (isinstance(node, ast.alias | ast.Name | ast.Attribute | ast.Constant))
        and "anonymous_answers" in {getattr(node, key, None) for key in ("name", "id", "attr", "value")}
    ]
    assert bad == []
