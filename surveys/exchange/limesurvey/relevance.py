"""LimeSurvey's relevance equations as conditions of sections."""

import re
from dataclasses import replace

from surveys.definition import Condition
from surveys.exchange.gathering import Gathering
from surveys.exchange.limesurvey.questions import Questions
from surveys.exchange.logic import Joined, NotSayable, Term, Tree, parsed

_SUFFIX = re.compile(r"\.(NAOK|value|valueNAOK|code)$")


class Relevance:
    """Reads equations in the order of the questions, so that they speak of what was asked before."""

    def __init__(self, found: Gathering, questions: Questions) -> None:
        self.found, self.questions = found, questions

    def when(self, place: str, equation: str | None) -> tuple[Condition, ...]:
        """The conditions an equation stands for; none, and a note, where they cannot be said here."""
        if not equation or equation.strip() in ("", "1"):
            return ()
        return self.found.asked(place, equation, lambda: self._here(_parsed(equation)), self.questions.codes)

    def _here(self, tree: Tree) -> Tree:
        """The equation with our codes for their names."""
        if isinstance(tree, Joined):
            return replace(tree, parts=tuple(map(self._here, tree.parts)))
        code, ticked = self.questions.names.get(tree.name, ("", ""))
        if not code:
            raise NotSayable
        if ticked:
            if tree.operator != "is" or tree.values != ("Y",):
                raise NotSayable
            return Term(code, "is", (ticked,))
        return replace(tree, name=code)


def _parsed(equation: str) -> Tree:
    return parsed(equation, lambda token: _SUFFIX.sub("", token))
