"""What a competency is: its meaning, questions, probes, anchors and cues, as plain frozen data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from surveys.definition import Anchor, Item

#: How a question asks: for what somebody did, for what they would do, or job by job through a career.
KINDS = ("behavioural", "situational", "career")
#: Points that have an anchor (methods §6.1).
ANCHORED = (1, 3, 5)
#: What a guide asks of each competency unless somebody chooses otherwise (methods §6.1).
USUAL = {"behavioural": 2, "situational": 1, "career": 2}
#: Most characters of an interviewer's note.
LONGEST = 4000


@dataclass(frozen=True)
class Question:
    """One question and how it asks."""

    kind: str
    text: str


@dataclass(frozen=True)
class Lever:
    """A behaviour whose part in performance is studied; competencies name those they are seen in."""

    code: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Theme:
    """Competencies rated on one page of a scorecard."""

    code: str
    title: str


@dataclass(frozen=True)
class Competency:
    """One thing an interview finds out about; ``code`` is the item code in every guide that asks for it.

    Attributes
    ----------
    levers : tuple of str
        Codes of the levers it is seen in.
    scales : tuple of str
        Scales of questionnaires that measure something like it, each ``"instrument:scale"``.
    """

    code: str
    name: str
    theme: str
    definition: str
    questions: tuple[Question, ...]
    probes: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    cues: tuple[str, ...]
    levers: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()

    @property
    def usual(self) -> tuple[int, ...]:
        """The places of the questions a guide asks unless somebody chooses otherwise: the first of each kind."""
        places: list[int] = []
        for kind, most in USUAL.items():
            places += [at for at, question in enumerate(self.questions) if question.kind == kind][:most]
        return tuple(sorted(places))

    def item(self, chosen: Collection[int] | None = None) -> Item:
        """The competency as a rating on anchors, with the questions at these places; the usual ones if none is said."""
        places = self.usual if chosen is None else sorted(chosen)
        return Item(
            code=self.code,
            kind="anchored",
            text=self.name,
            definition=self.definition,
            questions=tuple(self.questions[at].text for at in places),
            probes=self.probes,
            anchors=self.anchors,
            cues=self.cues,
            minimum=ANCHORED[0],
            maximum=ANCHORED[-1],
            longest=LONGEST,
            required=True,
        )


@dataclass(frozen=True)
class Family:
    """The competencies of one sort of role, in the order they are usually asked.

    Attributes
    ----------
    leads : bool
        Whether it is for people who lead others.
    tasks : tuple of str
        What the role usually does: where a job analysis begins.
    opening, each_job, cautions : tuple of str
        How a chronological interview is led; empty for others.
    """

    code: str
    title: str
    leads: bool
    language: str
    source: str
    licence: str
    status: str
    tasks: tuple[str, ...]
    themes: tuple[Theme, ...]
    competencies: tuple[Competency, ...]
    opening: tuple[str, ...] = ()
    each_job: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def chronological(self) -> bool:
        """Whether it goes through a career job by job."""
        return bool(self.each_job)


@dataclass(frozen=True)
class Bank:
    """Every family and lever of the bank, by code."""

    families: Mapping[str, Family]
    levers: Mapping[str, Lever]

    @cached_property
    def competencies(self) -> Mapping[str, Competency]:
        """Every competency by its code."""
        return {one.code: one for family in self.families.values() for one in family.competencies}

    @cached_property
    def family_of(self) -> Mapping[str, Family]:
        """The family of every competency, by the competency's code."""
        return {one.code: family for family in self.families.values() for one in family.competencies}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """How every question asks, by its text."""
        return {question.text: question.kind for one in self.competencies.values() for question in one.questions}
