"""Raw answers against their instruments: scale scores, their reliability, and who answered without reading."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from flask_babel import gettext as _

from assess.phrases import phrase
from assess.rate.files import ABOUT, PERSON, Reader
from assess.rate.sheets import ROW, File, Unusable
from assess.uploads import Column
from assess.uploads.cells import bare
from scoring.errors import Code
from scoring.keys import ScoringKey, score
from scoring.policy import judged
from scoring.quality import quality
from scoring.reliability import alphas
from scoring.results import Caveat, Estimate
from surveys.bank import library, read
from surveys.definition import Instrument, Item
from surveys.errors import BankRefused, NotAnAnswer
from surveys.items import KINDS, Given
from surveys.scales import attention, keys

LONG = (
    Column("respondent_ref", required=True, synonyms=("person_id", "candidate_id", "employee_id", "id")),
    Column("instrument_key"),
    Column("version"),
    Column("item_key", required=True, synonyms=("item",)),
    Column("raw_value", blank=True, synonyms=("value", "answer")),
    Column("started_at"),
    Column("submitted_at"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One instrument as it was answered.

    Attributes
    ----------
    answers : DataFrame
        Indexed by person, a column an item, before any reverse key; NaN where not answered.
    careless : frozenset of str
    version : Series of str
        The version each person answered; empty where the file does not say.
    """

    instrument: Instrument
    answers: pd.DataFrame
    careless: frozenset[str]
    version: pd.Series

    @property
    def keys(self) -> tuple[ScoringKey, ...]:
        """How its scales are scored."""
        return keys(self.instrument)

    @property
    def scores(self) -> pd.DataFrame:
        """A row a person, a column a scale."""
        return score(self.answers, self.keys).values

    def reliabilities(self, people: Collection[str]) -> dict[str, Estimate]:
        """Alpha of each scale among these people, as far as their number lets it be shown."""
        found = alphas(self.answers[self.answers.index.isin(list(people))], self.keys)
        return {name: judged(alpha, "internal_consistency", people=alpha.n) for name, alpha in found.items()}

    def versions(self, people: Collection[str]) -> frozenset[str]:
        """The versions most of these people answered; several where as many answered each."""
        counted = self.version[self.version.index.isin(list(people))].value_counts()
        return frozenset(counted.index[counted == counted.max()]) if len(counted) else frozenset()

    def barred(self, versions: Collection[str]) -> dict[str, tuple[Caveat, ...]]:
        """Why single people may not be measured, when the profile rests on these versions."""
        other = self.version.index[~self.version.isin(list(versions))] if versions else ()
        found = {person: (Caveat(Code.CARELESS_RESPONSE),) for person in sorted(self.careless)}
        return found | {person: (*found.get(person, ()), Caveat(Code.VERSION_MIXED)) for person in other}


def instruments(named: Sequence[str]) -> list[Instrument]:
    """Bank files by path, or shipped instruments by code; Unusable names every fault of a bank."""
    found = []
    for name in named:
        path = Path(name)
        if name in library():
            found.append(library()[name])
        elif not path.is_file():
            known = ", ".join(sorted(library()))
            raise Unusable(_("%(name)s: no such file, and none of %(known)s.", name=name, known=known))
        else:
            try:
                found.append(read(path))
            except BankRefused as refused:
                raise Unusable("\n".join(refused.complaints)) from None
    scales = [scale.code for instrument in found for scale in instrument.scales]
    twice = sorted({scale for scale in scales if scales.count(scale) > 1})
    if twice or not scales:
        raise Unusable(_("The instruments share the scales %(names)s.", names=", ".join(twice)) if twice
                       else _("The instrument has no scales."))  # fmt: skip
    return found


def forms(reader: Reader, path: Path, given: Sequence[Instrument]) -> list[Form]:
    """The answers of a file to each instrument."""
    file = reader.open(path)
    long = _long(file) if file.has("item_key") else _melted(reader, file, given)
    found = [_form(file, long, instrument, alone=len(given) == 1) for instrument in given]
    known = {bare(item) for instrument in given for item in instrument.items}
    strange = sorted(set(long["item_key"][~long["item_key"].map(bare).isin(known)]))
    if strange:
        shown = ", ".join(strange[:8]) + (" …" if len(strange) > 8 else "")
        reader.note(_("%(file)s: no item of the instrument, so left out: %(names)s.", file=file.name, names=shown))
    return found


def _long(file: File) -> pd.DataFrame:
    key = ("respondent_ref", *(("instrument_key",) if file.has("instrument_key") else ()), "item_key")
    return file.frame(LONG, key)


def _melted(reader: Reader, file: File, given: Sequence[Instrument]) -> pd.DataFrame:
    """A row a person and a column an item, turned into the long layout."""
    items = {bare(item): item for instrument in given for item in instrument.items}
    used = [name for name in file.sheet.names if bare(name) in items]
    left = [n for n in file.sheet.names if n not in used and bare(n) not in {bare(about) for about in ABOUT}]
    if not used:
        raise file.refuse(1, "item_key", _("neither item_key nor a column for any item of the instrument is there"))
    if left:
        reader.note(_("%(file)s: no item of the instrument, so left out: %(names)s.", file=file.name,
                      names=", ".join(left)))  # fmt: skip
    table = file.frame((PERSON, *(Column(name) for name in used)), ("person_id",))
    long = table.melt(["person_id", ROW], used, "item_key", "raw_value")
    blank = dict.fromkeys(("instrument_key", "version", "started_at", "submitted_at"))
    return long.rename(columns={"person_id": "respondent_ref"}).assign(**blank)


def _form(file: File, long: pd.DataFrame, instrument: Instrument, alone: bool) -> Form:
    codes = {bare(item): item for item in instrument.items}
    mine = long["item_key"].map(bare).isin(codes)
    if not alone:
        mine &= long["instrument_key"].isna() | (long["instrument_key"] == instrument.code)
    rows = long[mine]
    if rows.empty:
        raise Unusable(_("%(file)s: no answer to any item of %(name)s.", file=file.name, name=instrument.code))
    rows = rows.assign(item=rows["item_key"].map(bare).map(codes))
    again = rows.duplicated(["respondent_ref", "item"])
    if again.any():
        raise file.refuse(int(rows[ROW][again].iloc[0]), "item_key", _("this person answered this item twice"))
    scored = _scored(file, rows, instrument)
    answers = scored.pivot(index="respondent_ref", columns="item", values="score")
    answers = answers.reindex(columns=list(instrument.items)).astype(float)
    version = rows.assign(version=rows["version"].fillna("")).groupby("respondent_ref")["version"].max()
    return Form(instrument, answers, _careless(answers, rows, instrument), version)


def _scored(file: File, rows: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Each distinct answer is read once, as a form would read it."""
    worth: dict[tuple[str, str], float | None] = {}
    pairs = rows[["item", "raw_value"]].fillna("").drop_duplicates()
    for code, value in pairs.itertuples(index=False):
        item = instrument.items[code]
        try:
            worth[code, value] = KINDS[item.kind].score(item, KINDS[item.kind].read(item, Given(_plain(item, value))))
        except NotAnAnswer as wrong:
            first = rows[(rows["item"] == code) & (rows["raw_value"] == value)].iloc[0]
            reason = phrase(f"answer.{wrong.reason}", **wrong.values)
            raise file.refuse(int(first[ROW]), str(first["item_key"]), f"“{value}”: {reason}") from None
    values = rows["raw_value"].fillna("")
    given = [worth[pair] for pair in zip(rows["item"], values, strict=True)]
    return rows.assign(score=np.array(given, dtype=float))


def _plain(item: Item, value: str) -> str:
    """4.0 is 4 where the options are 1 to 5: programs like to write whole numbers with a point."""
    whole = value.removesuffix(".0")
    return whole if any(option.value == whole for option in item.options) else value


def _careless(answers: pd.DataFrame, rows: pd.DataFrame, instrument: Instrument) -> frozenset[str]:
    """Two signs or more (methods §4.7); only rating items have the signs."""
    listed = [code for code, item in instrument.items.items() if item.kind == "likert"]
    bounds = {(key.low, key.high) for key in keys(instrument)}
    if len(bounds) != 1 or not listed:
        return frozenset()
    low, high = next(iter(bounds))
    mixed = any(sign < 0 for key in keys(instrument) for sign in key.items.values())
    seconds = _seconds(rows).reindex(answers.index)
    signs = quality(answers[listed], low, high, seconds, mixed, keys(instrument), attention(instrument)).people
    return frozenset(signs.index[signs["careless"]]) if len(signs) else frozenset()


def _seconds(rows: pd.DataFrame) -> pd.Series:
    """Median seconds an item; where all answers share one start and one end, their span over the items."""
    start, end = (pd.to_datetime(rows[name], errors="coerce", format="ISO8601", utc=True)
                  for name in ("started_at", "submitted_at"))  # fmt: skip
    spent = (end - start).dt.total_seconds()
    table = pd.DataFrame({"person": rows["respondent_ref"], "start": start, "spent": spent})
    grouped = table.groupby("person")
    shared = (grouped["start"].nunique() == 1) & (grouped.size() > 1)
    return grouped["spent"].median() / np.where(shared, grouped.size(), 1)


def all_scores(found: Sequence[Form]) -> pd.DataFrame:
    """The scale scores of every form, a row a person."""
    return pd.concat([form.scores for form in found], axis=1).sort_index()


def merged(parts: Sequence[Mapping[str, tuple[Caveat, ...]]]) -> dict[str, tuple[Caveat, ...]]:
    """Reasons of several forms by person, each code once."""
    whole: dict[str, tuple[Caveat, ...]] = {}
    for part in parts:
        for person, reasons in part.items():
            known = whole.get(person, ())
            codes = {reason.code for reason in known}
            whole[person] = (*known, *(reason for reason in reasons if reason.code not in codes))
    return whole
