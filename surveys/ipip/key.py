"""Which item of the IPIP-NEO-120 belongs to which facet, and which way it points (Johnson 2014).

Johnson, J. A. (2014). Measuring thirty facets of the Five Factor Model with a 120-item public domain inventory:
Development of the IPIP-NEO-120. Journal of Research in Personality, 51, 78-89. Facts about the items, not their words.
"""

from dataclasses import dataclass

ITEMS = 120
#: Item 1 belongs to Neuroticism, item 2 to Extraversion, and so on around.
ORDER = "NEOAC"

DOMAINS = {
    "N": "Neuroticism", "E": "Extraversion", "O": "Openness to experience", "A": "Agreeableness",
    "C": "Conscientiousness",
}  # fmt: skip

FACETS = {
    "N": ("Anxiety", "Anger", "Depression", "Self-consciousness", "Immoderation", "Vulnerability"),
    "E": ("Friendliness", "Gregariousness", "Assertiveness", "Activity level", "Excitement-seeking", "Cheerfulness"),
    "O": ("Imagination", "Artistic interests", "Emotionality", "Adventurousness", "Intellect", "Liberalism"),
    "A": ("Trust", "Morality", "Altruism", "Cooperation", "Modesty", "Sympathy"),
    "C": (
        "Self-efficacy", "Orderliness", "Dutifulness", "Achievement-striving", "Self-discipline", "Cautiousness",
    ),
}  # fmt: skip

REVERSED = frozenset({
    9, 19, 24, 30, 39, 40, 48, 49, 51, 53, 54, 60, 62, 67, 68, 69, 70, 73, 74, 75, 78, 79, 80, 81, 83, 84, 85, 88, 89,
    90, 92, 94, 96, 97, 98, 99, *range(100, 112), *range(113, 117), 118, 119, 120,
})  # fmt: skip

#: Not asked of applicants: Neuroticism, whose depression and immoderation facets ask about health and whose other
#: items nobody has reviewed for it (42 U.S.C. § 12112(d)(2)), and Liberalism, which asks how somebody votes.
NOT_FOR_SELECTION = frozenset({("N", facet) for facet in range(1, 7)} | {("O", 6)})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its domain (a letter of ``ORDER``), facet 1-6 of it, and sign 1 or -1."""

    domain: str
    facet: int
    sign: int

    @property
    def name(self) -> str:
        """The facet's name."""
        return FACETS[self.domain][self.facet - 1]

    @property
    def for_selection(self) -> bool:
        """Whether it may be asked of applicants."""
        return (self.domain, self.facet) not in NOT_FOR_SELECTION


def place(number: int) -> Place:
    """The place of item ``number``, 1 to 120; ValueError for any other."""
    if not 1 <= number <= ITEMS:
        raise ValueError(f"there is no item {number}")
    at = number - 1
    return Place(ORDER[at % 5], at % 30 // 5 + 1, -1 if number in REVERSED else 1)
