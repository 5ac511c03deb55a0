"""Reads the files of the bank of competencies, or says everything that is wrong with them at once."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from surveys.bank.files import content, tables
from surveys.bank.shapes import flag, some_texts, text, texts, whole
from surveys.bank.shapes import tables as tables_of
from surveys.competencies.definition import ANCHORED, KINDS, Bank, Competency, Family, Lever, Question, Theme
from surveys.definition import Anchor
from surveys.errors import BankRefused
from surveys.items.anchored import complaints

#: What a table may hold, and of which sort; names with a star must be there.
SHAPES: dict[str, dict[str, Callable[[Any], bool]]] = {
    "family": {
        "code*": text, "title*": text, "leads*": flag, "language*": text, "source*": text, "licence*": text,
        "status*": text, "tasks*": texts, "themes*": tables_of, "competencies*": tables_of, "opening": some_texts,
        "each_job": some_texts, "cautions": some_texts,
    },
    "theme": {"code*": text, "title*": text},
    "competency": {
        "code*": text, "name*": text, "theme*": text, "definition*": text, "questions*": tables_of,
        "probes*": some_texts, "anchors*": tables_of, "cues*": some_texts, "levers*": texts, "scales*": texts,
    },
    "question": {"kind*": text, "text*": text},
    "anchor": {"points*": whole, "behaviour*": text},
    "lever": {"code*": text, "name*": text, "meaning*": text},
}  # fmt: skip
#: Questions of each kind that a competency has at least (methods §6.1).
LEAST = {"behavioural": 2, "situational": 1}
LEVERS = "levers.toml"


def read(folder: Path) -> Bank:
    """The bank in a folder of TOML files, one of them ``levers.toml``; raises BankRefused with every complaint."""
    reader = Reader()
    levers = reader.levers(LEVERS, tables(content(folder / LEVERS), LEVERS))
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != LEVERS]
    families = [reader.family(path.name, tables(content(path), path.name)) for path in paths]
    found = Bank({one.code: one for one in families if one}, {one.code: one for one in levers})
    reader.check_across(found)
    if reader.complaints:
        raise BankRefused(tuple(reader.complaints))
    return found


class Reader:
    """Goes on after a fault with whatever is sound, so that one run finds every fault.

    Attributes
    ----------
    complaints : list of str
        File, place and reason.
    """

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._seen: dict[str, str] = {}

    def levers(self, name: str, raw: Mapping[str, Any]) -> list[Lever]:
        """The levers of a file."""
        given = raw.get("levers", [])
        if not tables_of(given):
            self._complain(name, "levers", "is empty or of the wrong sort")
            return []
        return [Lever(**good) for one in given if (good := self._table(name, "lever", "lever", one))]

    def family(self, name: str, raw: Mapping[str, Any]) -> Family | None:
        """The family in a file as far as it is sound; None where it is not."""
        good = self._table(name, "family", "file", raw)
        if good is None:
            return None
        themes = [Theme(**theme) for one in good.pop("themes") if (theme := self._table(name, "theme", "theme", one))]
        known = {theme.code for theme in themes}
        chronological = bool(good.get("each_job"))
        found = [self._competency(name, one, known, chronological) for one in good.pop("competencies")]
        lists: dict[str, Any] = {key: tuple(good.pop(key, ())) for key in ("tasks", "opening", "each_job", "cautions")}
        return Family(**good, **lists, themes=tuple(themes), competencies=tuple(one for one in found if one))

    def check_across(self, bank: Bank) -> None:
        """Complain of levers named that are not there."""
        for family in bank.families.values():
            for one in family.competencies:
                for lever in one.levers:
                    if lever not in bank.levers:
                        self._complain(self._seen[one.code], one.code, f"lever {lever!r} is not in {LEVERS}")

    def _competency(
        self, name: str, raw: Mapping[str, Any], themes: Iterable[str], chronological: bool
    ) -> Competency | None:
        place = str(raw.get("code", "competency"))
        good = self._table(name, "competency", place, raw)
        if good is None:
            return None
        questions = [Question(**q) for one in good.pop("questions") if (q := self._table(name, "question", place, one))]
        anchors = [Anchor(**a) for one in good.pop("anchors") if (a := self._table(name, "anchor", place, one))]
        lists: dict[str, Any] = {key: tuple(good.pop(key)) for key in ("probes", "cues", "levers", "scales")}
        found = Competency(**good, **lists, questions=tuple(questions), anchors=tuple(anchors))
        for reason in self._faults(found, themes, chronological):
            self._complain(name, place, reason)
        if place in self._seen:
            self._complain(name, place, f"is in {self._seen[place]} too")
        self._seen[place] = name
        return found

    def _faults(self, found: Competency, themes: Iterable[str], chronological: bool) -> Iterable[str]:
        if found.theme not in themes:
            yield f"theme {found.theme!r} is not among the themes of the file"
        kinds = [question.kind for question in found.questions]
        yield from (f"kind {kind!r} is none of {', '.join(KINDS)}" for kind in sorted(set(kinds) - set(KINDS)))
        least = {"career": 2} if chronological else LEAST
        for kind, few in least.items():
            if kinds.count(kind) < few:
                yield f"has {kinds.count(kind)} {kind} questions, needs {few}"
        if len({question.text for question in found.questions}) < len(kinds):
            yield "a question stands there twice"
        if tuple(anchor.points for anchor in found.anchors) != ANCHORED:
            yield "needs anchors at 1, 3 and 5"
        yield from complaints(found.item(()))
        yield from (f"scale {scale!r} is not instrument:scale" for scale in found.scales if scale.count(":") != 1)

    def _table(self, name: str, shape: str, place: str, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """The entries of a table; None, with complaints, where one is missing, unknown or of the wrong sort."""
        checks = {key.rstrip("*"): check for key, check in SHAPES[shape].items()}
        wrong = [f"unknown entry {key!r}" for key in raw if key not in checks]
        wrong += [f"{key} is empty or of the wrong sort" for key in raw if key in checks and not checks[key](raw[key])]
        wrong += [f"{key[:-1]} is missing" for key in SHAPES[shape] if key.endswith("*") and key[:-1] not in raw]
        for reason in wrong:
            self._complain(name, place, reason)
        return None if wrong else dict(raw)

    def _complain(self, name: str, place: str, reason: str) -> None:
        self.complaints.append(f"{name}: {place}: {reason}")
