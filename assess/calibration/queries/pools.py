"""Which ratings belong together? Those by the same competencies on the same points, wherever they were given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.calibration.models import RatingBatch
from assess.errors import NotFound
from assess.interviews.models import Interview
from assess.interviews.queries import scorecards
from assess.vignettes.models import VignetteVersion
from assess.vignettes.queries import SCORECARD
from surveys.bank import library
from surveys.definition import Instrument
from surveys.items import anchored
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

#: Attributes of exported scorecards are rated one by one; the recommendation is made of them and stands alone.
OVERALL = "overall_recommendation"


@dataclass(frozen=True, slots=True)
class Source:
    """A scorecard of ours or a file, and the criteria it is rated by between ``low`` and ``high``."""

    low: int
    high: int
    criteria: frozenset[str]
    guide: str = ""
    batch: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """Ratings that are calibrated together.

    Attributes
    ----------
    key : str
        Part of addresses: the code of the scorecard used first, else the number of its first file.
    vignettes : tuple of str
        Scorecards by which written interviews are rated on the same criteria; they link who rated them.
    titles : tuple of str
        Of its scorecards, that of most panels first; of its files where there are none.
    names : dict
        Criterion to its words.
    """

    key: str
    low: int
    high: int
    guides: tuple[str, ...]
    batches: tuple[int, ...]
    vignettes: tuple[str, ...]
    criteria: frozenset[str]
    titles: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The first of its titles, and how many others there are."""
        first, others = self.titles[0], len(self.titles) - 1
        if not others:
            return first
        return str(ngettext("%(title)s and %(num)d other", "%(title)s and %(num)d others", others, title=first))

    @property
    def written(self) -> bool:
        """Whether vignettes are rated by criteria of this pool, on its points."""
        items = library()[SCORECARD].items
        points = anchored.points(next(iter(items.values())))
        return (self.low, self.high) == (points[0], points[-1]) and bool(self.criteria & items.keys())


def pools(session: Session) -> dict[str, Pool]:
    """Every pool by its key, those with scorecards of ours first."""
    guides = scorecards(session)
    names = {item.code: item.text for guide in guides.values() for item in guide.items.values()}
    sources = [*_of_guides(guides), *_of_batches(session)]
    written = list(_of_guides(_of_vignettes(session)))
    used, most = _by_first_use(session), _panels(session)
    made = [_pool(together, names, used, most, written) for together in _together(sources)]
    made.sort(key=lambda pool: (not pool.guides, pool.guides, pool.batches, pool.key))
    return {pool.key: pool for pool in made}


def pool(session: Session, key: str) -> Pool:
    """The pool of that key; NotFound."""
    found = pools(session).get(key)
    if found is None:
        raise NotFound
    return found


def scales(session: Session) -> dict[str, tuple[int, int]]:
    """By criterion: the ends of the scale it is rated on here; those of scorecards of ours first."""
    found: dict[str, tuple[int, int]] = {}
    for pool in pools(session).values():
        for criterion in pool.criteria:
            found.setdefault(criterion, (pool.low, pool.high))
    return found


def pools_of_batch(session: Session, batch: RatingBatch) -> list[str]:
    """The keys of the pools that ratings of a file are in."""
    return [pool.key for pool in pools(session).values() if batch.id in pool.batches]


def pools_of_guide(session: Session, code: str) -> list[str]:
    """The keys of the pools that ratings by a scorecard are in."""
    return [pool.key for pool in pools(session).values() if code in pool.guides]


def pools_of_vignettes(session: Session) -> list[str]:
    """The keys of the pools that ratings of vignettes are in."""
    return [pool.key for pool in pools(session).values() if pool.written]


def _of_guides(guides: dict[str, Instrument]) -> Iterator[Source]:
    for code, guide in guides.items():
        scales: dict[tuple[int, int], set[str]] = {}
        for item in guide.items.values():
            points = anchored.points(item)
            scales.setdefault((points[0], points[-1]), set()).add(item.code)
        for (low, high), criteria in scales.items():
            yield Source(low, high, frozenset(criteria), guide=code, title=guide.title)


def _of_batches(session: Session) -> Iterator[Source]:
    imported = select(RatingBatch).where(RatingBatch.state == "imported").order_by(RatingBatch.id)
    for batch in session.scalars(imported):
        for criteria in (frozenset(batch.criteria) - {OVERALL}, frozenset(batch.criteria) & {OVERALL}):
            if criteria:
                yield Source(batch.low, batch.high, criteria, batch=batch.id, title=batch.filename)


def _together(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources on the same points that share a criterion, directly or by others in between."""
    groups: list[list[Source]] = []
    for source in sources:
        near = [group for group in groups if any(_alike(source, one) for one in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(one for group in near for one in group), source])
    return groups


def _alike(one: Source, other: Source) -> bool:
    return (one.low, one.high) == (other.low, other.high) and bool(one.criteria & other.criteria)


def _by_first_use(session: Session) -> list[str]:
    """Codes of scorecards, that of the first panel first."""
    first = func.min(Interview.id)
    query = select(InstrumentVersion.code).join(Interview, Interview.version_id == InstrumentVersion.id)
    return list(session.scalars(query.group_by(InstrumentVersion.code).order_by(first)))


def _panels(session: Session) -> dict[str, int]:
    """How many panels rate by each scorecard."""
    query = select(InstrumentVersion.code, func.count()).join(Interview, Interview.version_id == InstrumentVersion.id)
    return {code: count for code, count in session.execute(query.group_by(InstrumentVersion.code))}


def _of_vignettes(session: Session) -> dict[str, Instrument]:
    """The scorecards of written interviews, in their newest wording."""
    used = select(InstrumentVersion).where(InstrumentVersion.code.in_(select(VignetteVersion.scorecard)))
    found = session.scalars(used.order_by(InstrumentVersion.id))
    return {version.code: instrument_of(session, version.content_hash) for version in found}


def _pool(
    sources: list[Source], names: dict[str, str], used: list[str], most: dict[str, int], written: list[Source]
) -> Pool:
    # the first used leads, so that an address stays when guides are added
    guides = tuple(sorted({source.guide for source in sources} - {""}, key=used.index))
    batches = tuple(sorted({source.batch for source in sources} - {0}))
    criteria = frozenset().union(*(source.criteria for source in sources))
    whole = f"import-{batches[0]}" if batches else ""
    key = guides[0] if guides else f"{whole}-overall" if criteria == {OVERALL} else whole
    # titles of scorecards say more than names of files
    ours = sorted((one for one in sources if one.guide), key=lambda one: (-most[one.guide], used.index(one.guide)))
    titles = tuple(dict.fromkeys(source.title for source in ours or sources))
    vignettes = tuple(one.guide for one in written if any(_alike(one, source) for source in sources))
    return Pool(
        key, sources[0].low, sources[0].high, guides, batches, vignettes, criteria, titles,
        {one: names.get(one, one) for one in sorted(criteria)},
    )  # fmt: skip
