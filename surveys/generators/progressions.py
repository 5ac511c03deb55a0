"""What a number series may do from one number to the next, and how a run of such steps goes on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One operation.

    Attributes
    ----------
    name : str
        ``add`` by; ``times`` by; ``divide`` by; ``grow``: add by, and ``more`` more at every use; ``scale``: times by,
        then add ``more``; ``sum``: the two numbers before together, and by.
    """

    name: str
    by: int
    more: int = 0

    def after(self, number: int, used: int, before: int = 0) -> int | None:
        """What follows ``number`` when the step was used that many times before; None where it divides unevenly."""
        match self.name:
            case "add":
                return number + self.by
            case "times":
                return number * self.by
            case "divide":
                return None if number % self.by else number // self.by
            case "grow":
                return number + self.by + self.more * used
            case "scale":
                return number * self.by + self.more
            case _:
                return number + before + self.by


@dataclass(frozen=True)
class Progression:
    """Steps taking turns.

    Attributes
    ----------
    lag : int
        1 when a step starts from the number before, 2 when from the one before that: two strands in one series.
    """

    lag: int
    steps: tuple[Step, ...]

    def step_to(self, place: int) -> tuple[Step, int]:
        """The step that leads to a place (from 0), and how often it was used before."""
        used, turn = divmod(place - self.lag, len(self.steps))
        return self.steps[turn], used

    def run(self, starts: tuple[int, ...], length: int) -> list[int] | None:
        """The first numbers; None where a division is uneven.

        Parameters
        ----------
        starts : tuple of int
            One for each strand; two for ``sum``.
        """
        numbers = list(starts)
        while len(numbers) < length:
            place = len(numbers)
            if self.steps[0].name == "sum":
                following = self.steps[0].after(numbers[-1], 0, numbers[-2])
            else:
                step, used = self.step_to(place)
                following = step.after(numbers[place - self.lag], used)
            if following is None:
                return None
            numbers.append(following)
        return numbers
