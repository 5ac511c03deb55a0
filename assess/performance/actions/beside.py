"""Kinds of files whose rows belong to features above: each says here how it is read, written, named and followed up."""

from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from assess.uploads import Checked, Column, Complaint
from assess.upserts import Plan
from surveys.models.base import Base


@dataclass(frozen=True, slots=True)
class Beside:
    """A kind of file of another feature, taken through the same wizard and ledger.

    Attributes
    ----------
    columns, key
        As a layout of ``forms.LAYOUTS``.
    known : function
        By column, the values that exist.
    planned : function
        What importing checked rows would do, and what speaks against it.
    doubted : function
        What is worth a look although it can be imported.
    model : class
        Of the rows; its table has ``upload_id`` and ``person_id``.
    named : function
        Chooses the id of rows and what those who wrote the file call them.
    news : str
        Announced with the upload's id when rows came or went.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    known: Callable[[Session], Mapping[str, Container[Any]]]
    planned: Callable[[Session, Checked, Collection[str]], tuple[Plan, list[Complaint]]]
    doubted: Callable[[Session, Checked, Collection[str]], tuple[Complaint, ...]]
    model: type[Base]
    named: Callable[[], Select[*tuple[Any, ...]]]
    news: str


#: By kind of file; each feature adds its own when it is imported.
BESIDE: dict[str, Beside] = {}


def take(kind: str, beside: Beside) -> None:
    """Offer another kind of file in the wizard; ValueError for a kind there is."""
    if kind in BESIDE:
        raise ValueError(f"two features take files of the kind {kind}")
    BESIDE[kind] = beside
