"""The vault's tables, in a metadata of their own: no migration, backup or export of the main database knows them.

No row has a time, a number that counts up or a plain word; all boxes of answers are of one size. On SQLite rows lie in
the order of their names, which are random to whoever lacks the key.
"""

from sqlalchemy import Column, LargeBinary, MetaData, Table

from surveys.models.base import NAMES

metadata = MetaData(naming_convention=NAMES, schema="vault")

#: Every set of answers is padded to this, so that its length says nothing; a row then fits a page of SQLite.
KEPT_BYTES = 768

#: ``name`` stands for a candidate in one opening, ``box`` holds what they said.
voluntary_answer = Table(
    "voluntary_answer",
    metadata,
    Column("name", LargeBinary(32), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: The people behind a count that was given out, kept to judge later counts: ``box`` holds their names.
released_set = Table(
    "released_set",
    metadata,
    Column("name", LargeBinary(32), primary_key=True),
    Column("box", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

key_mark = Table("key_mark", metadata, Column("mark", LargeBinary(32), primary_key=True), sqlite_with_rowid=False)
