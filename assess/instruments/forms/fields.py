"""Fields of the editor: codes, numbers as written, and lines that are read into options, anchors and conditions."""

import re
from collections.abc import Callable, Collection
from typing import Any

from babel.core import Locale, UnknownLocaleError
from flask_babel import gettext, lazy_gettext
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from assess.phrases import phrase
from surveys.bank.checks import RESERVED
from surveys.drafting import lines

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def tidy(text: str | None) -> str:
    """One kind of line end, no space around."""
    return (text or "").replace("\r\n", "\n").strip()


def writable(form: Any, field: Any) -> None:
    """Validator: text a database can keep."""
    text = field.raw_data[0] if field.raw_data else ""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValidationError(gettext("This text holds signs that cannot be kept."))


class Line(StringField):
    """One line of text."""

    def __init__(self, label: Any, validators: Any = (), **options: Any) -> None:
        super().__init__(label, [*validators, writable], filters=[tidy], **options)


class Words(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: Any, validators: Any = (), rows: int = 3, **options: Any) -> None:
        look = {"rows": str(rows), **options.pop("render_kw", {})}
        super().__init__(label, [*validators, writable], filters=[tidy], render_kw=look, **options)


class Code(Line):
    """The code of a section, item, scale or instrument: unique among ``taken``."""

    def __init__(self, label: Any, taken: Collection[str] = (), **options: Any) -> None:
        needed = DataRequired(lazy_gettext("Please give it a code."))
        super().__init__(label, [needed, Length(max=60)], **options)
        self.taken = taken

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if validation_stopped:
            return
        code = self.data or ""
        if not _CODE.fullmatch(code):
            raise ValidationError(gettext("Codes are small letters, digits and single _, beginning with a letter."))
        if code in RESERVED:
            raise ValidationError(gettext("This code has a meaning of its own; please choose another."))
        if code in self.taken:
            raise ValidationError(gettext("This code is taken."))


class Language(Line):
    """A language as de or pt_BR, one that Unicode's tables know."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, [DataRequired(lazy_gettext("Please name the language."))], **options)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not validation_stopped and not known_language(self.data or ""):
            raise ValidationError(gettext("This is no language we know; write it as de or pt_BR."))


class Number(StringField):
    """A number or nothing; whole numbers stay whole, so that content keeps its hash."""

    def __init__(self, label: Any, validators: Any = (), whole: bool = False, **options: Any) -> None:
        look = {"inputmode": "numeric" if whole else "decimal"}
        super().__init__(label, [*validators, writable], render_kw=look, **options)
        self.whole = whole

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else lines.written(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            self.data = lines.number(valuelist[0])
        except ValueError:
            self.data = None
            raise ValueError(gettext("Please write a number.")) from None
        if self.whole and self.data is not None and self.data != int(self.data):
            raise ValueError(gettext("Please write a whole number."))


class Lines(TextAreaField):
    """Text whose lines are read into a tuple; what cannot be read is said with its line, and stays as typed."""

    def __init__(
        self, label: Any, read: Callable[[str], Any], write: Callable[[Any], str], rows: int = 5, **options: Any
    ) -> None:
        super().__init__(label, [writable], render_kw={"rows": str(rows)}, **options)
        self.read, self.write = read, write

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.write(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            self.data = self.read(valuelist[0])
        except lines.LineUnreadable as unread:
            self.data = ()
            words = phrase(f"line.{unread.reason}", line=unread.line, found=unread.found)
            raise ValueError(words) from None


def known_language(code: str) -> bool:
    """Whether it is written as a language of an instrument, and one Unicode's tables know."""
    if not _LANGUAGE.fullmatch(code):
        return False
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True
