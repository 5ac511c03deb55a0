"""How likely are these ratings, and how sure does that make what is estimated from them?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.irt.ascent import Point
from scoring.irt.expectation import Grid
from scoring.responses import Floats
from scoring.severity.design import Chunk, Design
from scoring.severity.structure import Structure, chances, expectation, moments

#: A point of the trait with less of a ratee than this has none of him.
NOBODY = 1e-12
_NO_BLOCKS = np.empty((0, 0, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """What the free parameters stand for: levels of raters, the free parameters of the structure, the spread of ratees.

    A rater's ``level`` is his severity less the mean of the ratees of his subset.
    """

    level: Floats
    free: Floats
    spread: float


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """The marginal likelihood of all ratings: ratees are normal around the mean of their subset (methods A8)."""

    design: Design
    structure: Structure
    where: Grid

    def place(self, x: Floats) -> Place:
        """Free parameters in their meaning: the last is the logarithm of the spread."""
        raters = self.design.raters
        return Place(x[:raters], x[raters:-1], float(np.exp(x[-1])))

    def curves(self, at: Place) -> tuple[Floats, Floats]:
        """(categories, rows, points): chances of each category; (rows, points): ln Z."""
        distance = at.spread * self.where.points - at.level[self.design.row_rater, None]
        chance, total, top = chances(distance, self.structure.sums(at.free), self.design.row_criterion[:, None])
        return chance, top + np.log(total)

    def look(self, x: Floats) -> Point:
        """Log-likelihood and gradient."""
        plan, at = self.design, self.place(x)
        chance, normal = self.curves(at)
        theta = at.spread * self.where.points
        lines = plan.forms @ normal
        height, own = 0.0, np.zeros_like(theta)
        counted = np.zeros((plan.forms.shape[0], len(theta)))
        for chunk, posterior, top in self.posteriors(lines, theta):
            height += top
            counted += plan.used[chunk.ratees].T @ posterior
            own += plan.total[chunk.ratees] @ posterior
        often = plan.forms.T @ counted
        expected = expectation(chance)
        sums = self.structure.sums(at.free)
        height -= float((plan.seen * np.where(plan.seen > 0, sums, 0.0)).sum() + plan.given @ at.level)
        rise = np.bincount(plan.row_rater, np.einsum("rq,rq->r", often, expected), plan.raters) - plan.given
        shares = np.einsum("rq,krq->kr", often, chance)
        by_category = np.stack([np.bincount(plan.row_criterion, one, plan.criteria) for one in shares], axis=1)
        bend = np.einsum("ck,cku->u", by_category - plan.seen, self.structure.map)
        wide = theta @ (own - np.einsum("rq,rq->q", often, expected))
        return Point(x, height, height, np.concatenate([rise, bend, [wide]]), _NO_BLOCKS)

    def posteriors(self, lines: Floats, theta: Floats, width: int = 1) -> Iterator[tuple[Chunk, Floats, float]]:
        """Some ratees at a time: their shares of the points, and the logarithm of what these shares are of."""
        plan = self.design
        for chunk in plan.chunks(width * len(theta)):
            joint = plan.total[chunk.ratees, None] * theta - plan.used[chunk.ratees] @ lines
            joint += self.where.log_weights
            top = joint.max(axis=1)
            joint -= top[:, None]
            np.exp(joint, out=joint)
            whole = joint.sum(axis=1)
            joint /= whole[:, None]
            yield chunk, joint, float((top + np.log(whole)).sum())

    def information(self, x: Floats) -> Floats:
        """Observed information: what complete data would give, less what is lost as no ratee is seen (Louis 1982)."""
        plan, at = self.design, self.place(x)
        chance, normal = self.curves(at)
        theta = at.spread * self.where.points
        expected, variance = moments(chance)
        lines, own = plan.forms @ normal, plan.forms @ expected
        shared = self._shared(chance)
        lost = np.zeros((len(x), len(x)))
        counted = np.zeros((plan.forms.shape[0], len(theta)))
        wide = 0.0
        for chunk, whole, _ in self.posteriors(lines, theta, shared.shape[1] + 1):
            used = plan.used[chunk.ratees]
            counted += used.T @ whole
            # ratees of a chunk are alike: most points of the trait are nobody's
            live = np.flatnonzero(whole.max(axis=0) > NOBODY)
            some = slice(live[0], live[-1] + 1)
            posterior, points = whole[:, some], theta[some]
            mine = own[plan.cell_form[chunk.cells], some].reshape(len(posterior), chunk.raters, -1)
            spread = points * (plan.total[chunk.ratees, None] - mine.sum(axis=1))
            wide += float(np.einsum("nq,nq->", posterior, spread))
            score = np.empty((len(posterior), chunk.raters + shared.shape[1] + 1, len(points)))
            score[:, : chunk.raters] = mine
            table = shared[:, :, some].reshape(len(own), shared.shape[1] * len(points))
            score[:, chunk.raters : -1] = (used @ table).reshape(len(posterior), shared.shape[1], len(points))
            score[:, -1] = spread
            mean = (score @ posterior[:, :, None])[:, :, 0]
            score *= np.sqrt(posterior)[:, None, :]
            self._add(lost, score, mean, chunk)
        often = plan.forms.T @ counted
        full = self._complete(often, chance, expected, variance, theta)
        full[-1, -1] -= wide
        return full - lost

    def _shared(self, chance: Floats) -> Floats:
        """(forms, free, points): how much of each free parameter of the structure is expected on each form."""
        plan, table = self.design, self.structure.map
        found = np.zeros((plan.forms.shape[0], table.shape[2], chance.shape[2]))
        for criterion in range(plan.criteria):
            here = np.flatnonzero(plan.row_criterion == criterion)
            asked = plan.forms[:, here]
            for category in range(1, len(chance)):
                expected = asked @ chance[category, here]
                for free in np.flatnonzero(table[criterion, category]):
                    found[:, free] += table[criterion, category, free] * expected
        return found

    def _add(self, lost: Floats, score: Floats, mean: Floats, chunk: Chunk) -> None:
        """Adds the variance of (ratees, scores, points), weighted, around their (ratees, scores) means."""
        raters, own = self.design.raters, chunk.raters
        who = self.design.cell_rater[chunk.cells].reshape(-1, own)
        # the raters differ from ratee to ratee, the other scores are everybody's: one product for all
        others = score[:, own:].transpose(1, 0, 2).reshape(score.shape[1] - own, -1)
        lost[raters:, raters:] += others @ others.T - mean[:, own:].T @ mean[:, own:]
        product = score[:, :own] @ score.transpose(0, 2, 1) - mean[:, :own, None] * mean[:, None]
        pair = who[:, :, None] * len(lost) + who[:, None, :]
        np.add.at(lost.reshape(-1), pair.ravel(), product[:, :own, :own].ravel())
        beside = self.design.given_by[:, chunk.cells] @ product[:, :own, own:].reshape(who.size, -1)
        lost[:raters, raters:] += beside
        lost[raters:, :raters] += beside.T

    def _complete(self, often: Floats, chance: Floats, expected: Floats, variance: Floats, theta: Floats) -> Floats:
        """The information if every ratee were seen."""
        plan, table = self.design, self.structure.map
        category = np.arange(float(len(chance)))
        along = chance * (category[:, None, None] - expected)  # ∂P/∂distance
        raters, size = plan.raters, plan.raters + table.shape[2] + 1
        full = np.zeros((size, size))
        hold = often * variance
        full[np.arange(raters), np.arange(raters)] = np.bincount(plan.row_rater, hold.sum(axis=1), raters)
        full[-1, -1] = (hold @ theta**2).sum()
        full[:raters, -1] = -np.bincount(plan.row_rater, hold @ theta, raters)
        own = np.einsum("rq,krq->rk", often, along)
        wide = np.einsum("rq,krq,q->rk", often, along, theta)
        beside = np.einsum("rk,rku->ru", own, table[plan.row_criterion])
        np.add.at(full[:raters, raters:-1], plan.row_rater, beside)
        full[raters:-1, -1] = -np.einsum("rk,rku->u", wide, table[plan.row_criterion])
        for criterion in range(plan.criteria):
            here = plan.row_criterion == criterion
            flat = chance[:, here].reshape(len(chance), -1)
            weighted = flat * often[here].ravel()
            inner = np.diag(weighted.sum(axis=1)) - weighted @ flat.T
            full[raters:-1, raters:-1] += table[criterion].T @ inner @ table[criterion]
        return np.triu(full) + np.triu(full, 1).T
