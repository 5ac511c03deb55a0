"""How many people are behind some answers, at the least, where one person may have answered in several waves?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


def answer(wave: int, respondent: str) -> str:
    """The id of what a respondent said in one wave; under anonymity a respondent is an answer."""
    return f"{wave}:{respondent}"


def respondent(one: str) -> str:
    """Whose answer it is: the respondent of an id that ``answer`` made."""
    return one.partition(":")[2]


@dataclass(frozen=True)
class People:
    """How people behind answers are counted, so that one who answered twice is one.

    Attributes
    ----------
    waves : bool
        Whether there are several waves and ids are those of ``answer``; otherwise each answer is another person.
    known : bool
        Whether respondents are people. Under anonymity nobody knows who came again. All that is certain is that no wave
        has two answers of one person: there are at least as many people as answers in the fullest wave. Their sum would
        take three people who answered twice for six.
    """

    waves: bool = False
    known: bool = False

    def fewest(self, answers: frozenset[str]) -> int:
        """So many people at least are behind these answers; more answers never have fewer."""
        if not self.waves:
            return len(answers)
        if self.known:
            return len({respondent(one) for one in answers})
        return max(Counter(_wave(one) for one in answers).values(), default=0)

    def span(self, answers: Iterable[str]) -> frozenset[str]:
        """The waves the answers were given in: nobody has more answers among them than there are of these."""
        return frozenset(_wave(one) for one in answers) if self.waves else frozenset({""})


ONE_WAVE = People()


def _wave(one: str) -> str:
    return one.partition(":")[0]
