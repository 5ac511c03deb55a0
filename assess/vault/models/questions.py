"""The voluntary questions: which are asked, read from a file and checked."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[1] / "questions"
#: Added to every question: a first-class answer.
UNDISCLOSED = "undisclosed"
#: So that every set of answers fits the size all are padded to.
MOST_QUESTIONS, LONGEST_CODE = 8, 40
FEWEST_ANSWERS = 2
_CODE = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST_CODE - 1}}}")


class QuestionsRefused(Exception):
    """A file of voluntary questions that cannot be used; the words name file, place and reason."""


@dataclass(frozen=True)
class Answer:
    """One possible answer; ``words`` by language, none where the code is one of ours and has its words."""

    code: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question, its words like those of an answer, and its answers, the undisclosed one last."""

    code: str
    answers: tuple[Answer, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """What can be answered."""
        return tuple(answer.code for answer in self.answers)


@dataclass(frozen=True)
class Questionnaire:
    """The questions in order, and which two are counted together as well; nothing else is ever counted together."""

    questions: tuple[Question, ...] = ()
    crossed: tuple[tuple[str, str], ...] = ()


def questionnaire(choice: str, ours: Mapping[str, Any]) -> Questionnaire:
    """The questions of a setting: ``none``, the name of a shipped file, or the path of one's own; QuestionsRefused.

    ``ours`` are the keys that have words (``vault.sex``, ``vault.sex.female``); what is not among them brings its own.
    """
    if choice == "none":
        return Questionnaire()
    path = SHIPPED / f"{choice}.toml" if re.fullmatch(r"\w+", choice) else Path(choice)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise QuestionsRefused(f"{choice}: there is no such set of voluntary questions and no such file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise QuestionsRefused(f"{path.name}: cannot be read as TOML: {problem}") from None
    return _Reader(path.name, ours).read(data)


class _Reader:
    """Checks one file; every complaint begins with its name and the place."""

    def __init__(self, file: str, ours: Mapping[str, Any]) -> None:
        self.file, self.ours = file, ours

    def refuse(self, place: str, reason: str) -> QuestionsRefused:
        return QuestionsRefused(f"{self.file}: {place}: {reason}")

    def read(self, data: Mapping[str, Any]) -> Questionnaire:
        self.known("file", data, {"questions", "crossed"})
        entries = self.entries("questions", data.get("questions"), 1, MOST_QUESTIONS)
        questions = tuple(self.question(f"question {number}", entry) for number, entry in enumerate(entries, 1))
        codes = [question.code for question in questions]
        self.unique("questions", codes)
        crossed = data.get("crossed", [])
        if not isinstance(crossed, list):
            raise self.refuse("crossed", "must be a list of pairs of questions")
        for pair in crossed:
            if not (isinstance(pair, list) and len(pair) == 2 and set(map(str, pair)) <= set(codes) - {""}):
                raise self.refuse("crossed", f"{pair!r} is no pair of the questions {', '.join(codes)}")
            if pair[0] == pair[1]:
                raise self.refuse("crossed", f"{pair[0]} is paired with itself")
        return Questionnaire(questions, tuple((first, second) for first, second in crossed))

    def question(self, place: str, entry: Mapping[str, Any]) -> Question:
        self.known(place, entry, {"code", "words", "answers"})
        code = self.code(place, entry)
        place = f"{place} ({code})"
        given = self.entries(f"{place}: answers", entry.get("answers"), FEWEST_ANSWERS, 40)
        answers = [self.answer(f"{place}: answer {n}", code, answer) for n, answer in enumerate(given, 1)]
        if UNDISCLOSED in (answer.code for answer in answers):
            raise self.refuse(place, f"the answer “{UNDISCLOSED}” is added by itself")
        self.unique(place, [answer.code for answer in answers])
        return Question(code, (*answers, Answer(UNDISCLOSED)), self.words(place, f"vault.{code}", entry))

    def answer(self, place: str, question: str, entry: Mapping[str, Any]) -> Answer:
        self.known(place, entry, {"code", "words"})
        code = self.code(place, entry)
        return Answer(code, self.words(f"{place} ({code})", f"vault.{question}.{code}", entry))

    def code(self, place: str, entry: Mapping[str, Any]) -> str:
        code = entry.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise self.refuse(place, f"code {code!r} must be 1–{LONGEST_CODE} small letters, digits and underscores")
        return code

    def words(self, place: str, key: str, entry: Mapping[str, Any]) -> Mapping[str, str]:
        words = entry.get("words")
        if isinstance(words, str):
            words = {"": words}
        if words is None and key in self.ours:
            return {}
        sound = (
            isinstance(words, dict) and words and all(isinstance(one, str) and one.strip() for one in words.values())
        )
        if not sound:
            raise self.refuse(place, 'needs words = "…" or words = { en = "…", de = "…" }')
        return {str(language): str(said) for language, said in dict(words).items()}  # type: ignore[arg-type]

    def entries(self, place: str, value: Any, least: int, most: int) -> list[Mapping[str, Any]]:
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.refuse(place, "must be a list of tables")
        if not least <= len(value) <= most:
            raise self.refuse(place, f"there are {len(value)}; {least} to {most} are possible")
        return value

    def known(self, place: str, entry: Mapping[str, Any], keys: set[str]) -> None:
        if strange := sorted(set(entry) - keys):
            raise self.refuse(place, f"{', '.join(strange)} means nothing here; known are {', '.join(sorted(keys))}")

    def unique(self, place: str, codes: list[str]) -> None:
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise self.refuse(place, f"{', '.join(twice)} stands there twice")
