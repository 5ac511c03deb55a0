"""How many people must stand behind whatever is shown (methods §10.3)."""

from dataclasses import asdict, dataclass

FLOOR = 3


@dataclass(frozen=True)
class Thresholds:
    """Fewest respondents for a result, a sensitive result, a distribution and comments; most dimensions crossed.

    Raises ValueError below three people, whoever asks, and when a stricter kind asks for fewer than a plain result.
    """

    result: int = 5
    sensitive: int = 7
    distribution: int = 10
    comment: int = 10
    dimensions: int = 2

    def __post_init__(self) -> None:
        people = {name: value for name, value in asdict(self).items() if name != "dimensions"}
        low = [name for name, value in people.items() if value < max(FLOOR, self.result)]
        if low:
            raise ValueError(f"thresholds too low: {', '.join(low)}")
        if not 1 <= self.dimensions <= 2:
            raise ValueError("at most two dimensions may be crossed")


THRESHOLDS = Thresholds()


def thresholds(least: int) -> Thresholds:
    """The usual ones, none of them below ``least``."""
    usual = {"sensitive": THRESHOLDS.sensitive, "distribution": THRESHOLDS.distribution, "comment": THRESHOLDS.comment}
    return Thresholds(least, **{name: max(people, least) for name, people in usual.items()})
