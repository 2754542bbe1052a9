"""What a text of a file stands for, once its schema says what is due: YAML 1.2, read strictly.

Each reader takes a node of `decide.workspace.tree` and raises `PydanticCustomError` with a code of docs/errors.md.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from pydantic_core import PydanticCustomError

from decide.workspace.names import suggestion
from decide.workspace.tree import Mapping, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DIGITS = 64
MAX_TITLE = 120
MAX_PROSE = 2_000

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"([-+]?)0+([0-9].*)")
_PERCENT = re.compile(r"([-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?) ?%")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FLAGS = {"true": True, "false": False}
_INFINITIES = re.compile(r"[-+]?\.?(?:inf|Inf|INF|infinity|Infinity)")
_NANS = re.compile(r"\.?(?:nan|NaN|NAN|Nan)")
_LARGEST = 300  # decimal digits before or behind the point that a float can hold

ID = re.compile(r"[a-z][a-z0-9_-]*")
REFERENCE = re.compile(r"[a-z][a-z0-9_-]*#[0-9]+[a-z]?")
PERIOD = re.compile(r"[0-9][0-9A-Za-z-]*")
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?) (month|months|year|years)")
_FINGERPRINT = re.compile(r"sha256:[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Characters that change how the text around them is shown: they can make one name look like another.
_DISGUISES = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def fail(code: str, message: str, hint: str = "") -> NoReturn:
    """Refuse the node at hand."""
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _shown(node: object) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    text = str(node)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"  # noqa: PLR2004 - enough to recognise it


def _scalar(node: object, due: str) -> Text:
    if not isinstance(node, Text):
        fail("wrong-type", f"{_shown(node)} where {due} is due")
    if node.plain and node in _NULLS:
        fail("empty-value", f"the value is empty where {due} is due", "write it, or remove the key")
    return node


def number(node: object) -> Decimal:
    """A number, exactly as written."""
    text = _scalar(node, "a number")
    if not text.plain:
        fail("not-a-number", f"{_shown(text)} is a quoted text, not a number", "remove the quotes")
    if len(text) > MAX_DIGITS:
        fail("not-a-number", f"a number of {len(text):,} characters", f"at most {MAX_DIGITS} are read")
    if not _NUMBER.fullmatch(text):
        _explain_number(text)
    zero = _LEADING_ZERO.fullmatch(text)
    if zero and not text.lstrip("+-").startswith("0."):
        sign, rest = zero.group(1), zero.group(2).lstrip("0") or "0"
        hint = f"write {sign}{rest} or {sign}0.{rest}" if rest.isdigit() else f"write {sign}{rest}"
        fail("not-a-number", f"{text} begins with a zero: octal, or a slip?", hint)
    value = Decimal(text)
    if value and abs(value.adjusted()) > _LARGEST:
        what = "is not a finite number" if value.adjusted() > 0 else "is too near to 0"
        fail("not-finite", f"{text} {what}")
    return value or Decimal(0)  # 0e-999999999 is 0, and would be long to write


def _explain_number(text: Text) -> NoReturn:
    if _NANS.fullmatch(text):
        fail("not-finite", f"{text} is not a number", "write `unknown` for a score that nobody has given")
    if _INFINITIES.fullmatch(text):
        fail("not-finite", f"{text} is not a finite number")
    hint = ""
    if "_" in text and _NUMBER.fullmatch(text.replace("_", "")):
        hint = f"write {text.replace('_', '')}"
    elif percent := _PERCENT.fullmatch(text):
        hint = f"write {(Decimal(percent[1]) / 100).normalize():f} for a share, or {percent[1]} for points"
    elif re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+", text):
        hint = f"write {text.replace(',', '')}, or {text.replace(',', '.', 1)} if the comma is a decimal point"
    elif re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        hint = f"write {text.replace(',', '.')}"
    elif text in _FLAGS:
        hint = "a number is due, not a yes or no"
    fail("not-a-number", f"{text[:40]} is not a number", hint)


def line(node: object, limit: int = MAX_TITLE) -> str:
    """A text of one line."""
    text = prose(node, limit)
    if "\n" in text:
        fail("text-too-long", "a text of one line is due, and this has several")
    return text


def prose(node: object, limit: int = MAX_PROSE) -> str:
    """A text of one or more lines."""
    text = _scalar(node, "text")
    if text.plain and (_NUMBER.fullmatch(text) or text in _FLAGS):
        fail(
            "quote-it",
            f"{text} would be read as {'a number' if text not in _FLAGS else 'true or false'}",
            f"put it in quotes: '{text}'",
        )
    value = text.strip()
    if not value:
        fail("empty-value", "the text is empty", "write it, or remove the key")
    if _CONTROLS.search(value):
        fail("control-character", "a control character in a text", "remove it")
    if match := _DISGUISES.search(value):
        fail(
            "hidden-character",
            f"a character that hides or turns text (U+{ord(match.group()):04X})",
            "remove it",
        )
    if len(value) > limit:
        fail("text-too-long", f"a text of {len(value):,} characters", f"at most {limit:,} are read")
    return str(value)


def flag(node: object) -> bool:
    """`true` or `false`, and nothing else."""
    text = _scalar(node, "true or false")
    if text.plain and text in _FLAGS:
        return _FLAGS[text]
    fail("not-a-flag", f"{_shown(text)} where true or false is due", "write true or false")


def identifier(node: object) -> str:
    """An id: ASCII, so that no two look alike."""
    text = _scalar(node, "an id")
    if not ID.fullmatch(text):
        lower = text.casefold()
        hint = f"write {lower}" if ID.fullmatch(lower) else "an id begins with a letter a-z; then a-z, 0-9, _ and -"
        fail("bad-id", f"{_shown(text)} is not an id", hint)
    return str(text)


def key_text(node: object) -> str:
    """A key that is free text."""
    text = str(node)
    if _CONTROLS.search(text) or _DISGUISES.search(text) or len(text) > MAX_TITLE:
        fail("bad-key", "a key with hidden characters, or too long")
    return text


def period(node: object) -> str:
    """A period of a cost or a budget, such as 2027 or 2027-H1."""
    if not PERIOD.fullmatch(str(node)):
        fail(
            "unknown-key",
            f"{_shown(node)} is neither a period nor a key of a range",
            "a period begins with a digit: 2027",
        )
    return str(node)


def reference(node: object) -> str:
    """A claim of a source card: CARD#N."""
    text = _scalar(node, "a claim such as card#4")
    if not REFERENCE.fullmatch(text):
        fail(
            "bad-reference",
            f"{_shown(text)} does not name a claim",
            "write CARD#N, the card's id and the claim's number",
        )
    return str(text)


def months(node: object) -> Decimal:
    """A duration, in months."""
    text = _scalar(node, "a duration such as 18 months")
    match = _DURATION.fullmatch(text)
    if not match:
        fail(
            "not-a-duration",
            f"{_shown(text)} is not a duration",
            "write a number and months or years: 18 months",
        )
    return Decimal(match[1]) * (12 if match[2].startswith("year") else 1)


def version(node: object) -> int:
    """The version of the file format."""
    value = number(node)
    if value != 1:
        if value > 1 and value == value.to_integral_value():
            fail(
                "unknown-version",
                f"version {value}: made by a newer decide; this one reads version 1",
                "update decide",
            )
        fail("unknown-version", f"version {value} does not exist", "write version: 1")
    return 1


def fingerprint(node: object) -> str:
    """A fingerprint of scales."""
    text = _scalar(node, "a fingerprint")
    if not _FINGERPRINT.fullmatch(text):
        fail("bad-fingerprint", f"{_shown(text)} is not a fingerprint", "`decide weights confirm` writes it")
    return str(text)


def sha256(node: object) -> str:
    """A SHA-256 in full."""
    text = _scalar(node, "a SHA-256")
    if not _SHA256.fullmatch(text):
        fail("bad-fingerprint", f"{_shown(text)} is not a SHA-256", "64 characters, 0-9 and a-f")
    return str(text)


def one_of(*choices: str) -> Callable[[object], str]:
    """A reader of one word out of a few."""

    def read(node: object) -> str:
        text = _scalar(node, " or ".join(choices))
        if text not in choices:
            fail("unknown-word", f"{_shown(text)} where {', '.join(choices)} is due", suggestion(text, choices))
        return str(text)

    return read
