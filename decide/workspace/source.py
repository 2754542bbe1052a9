"""A folder of files, read with care: nothing outside it, nothing but regular files, nothing huge, and only text."""

from __future__ import annotations

import codecs
import itertools
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

MAX_BYTES = 5_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SUFFIX = ".yaml"
_LFS = b"version https://git-lfs.github.com/spec/"

# Characters that no file of the workspace may hold, with the word for the commonest.
_FORBIDDEN = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_SPACES = "\u00a0\u2007\u202f\u3000\u200b"
_INDENTED_WITH = re.compile(rf"^[ -]*[{_SPACES}]", re.MULTILINE)
_AFTER_COLON = re.compile(rf":(?=[{_SPACES}])")
_LOOKS = 50  # behind so many colons a text is looked at, not behind millions
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place in a text: offsets count characters from 0."""

    code: str
    message: str
    start: int
    end: int
    hint: str = ""


class Unreadable(Exception):
    """The file cannot be read as text; the fault says why and, if known, where."""

    def __init__(self, fault: Fault, text: str = "") -> None:
        self.fault, self.text = fault, text
        super().__init__(fault.message)


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and how it was encoded: git cannot show the changes of UTF-16."""

    text: str
    encoding: str


@dataclass(frozen=True)
class Folder:
    """The files below one folder."""

    root: Path

    @cached_property
    def _resolved(self) -> Path:
        return self.root.resolve()

    def names(self, subfolder: str) -> list[str]:
        """Names of the files in a subfolder, sorted; empty where there is no such folder."""
        folder = self.root / subfolder
        if not folder.is_dir():
            return []
        return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith((".", "~")))

    def has(self, file: str) -> bool:
        """Whether there is anything of that name."""
        return (self.root / file).exists() or (self.root / file).is_symlink()

    def read(self, file: str) -> FileText:
        """The text of one file, without a byte order mark, line ends as they are.

        Raises
        ------
        Unreadable : outside the folder, not a regular file, too large, not UTF-8, or with control characters
        """
        return decode(self.read_bytes(file))

    def read_bytes(self, file: str) -> bytes:
        """The bytes of one file, with the same guards.

        Raises
        ------
        Unreadable : outside the folder, missing, not a regular file, or too large
        """
        path = self.root / file
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(_whole("not-a-file", "this is not a regular file", "only regular files are read"))
            resolved = path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "it cannot be opened"
            raise Unreadable(_whole("unreadable-file", f"{PurePath(file).name}: {why}")) from None
        if not resolved.is_relative_to(self._resolved):
            raise Unreadable(
                _whole(
                    "outside-workspace",
                    "the file is a link to a place outside the workspace",
                    "put the file itself here",
                )
            )
        if status.st_size > MAX_BYTES:
            raise Unreadable(
                _whole("too-large", f"the file has {status.st_size:,} bytes", f"the limit is {MAX_BYTES:,} bytes")
            )
        try:
            return resolved.read_bytes()
        except OSError as error:
            raise Unreadable(_whole("unreadable-file", f"{PurePath(file).name}: {error.strerror}")) from None


def decode(data: bytes) -> FileText:
    """Text of a file.

    Raises
    ------
    Unreadable : not UTF-8 (or UTF-16 with its mark), or a character that has no place in the file
    """
    if data.startswith(_LFS):
        message = "this is a Git LFS pointer, not the file itself"
        raise Unreadable(_whole("lfs-pointer", message, "run `git lfs pull`, or keep the file in git itself"))
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise Unreadable(_whole("not-utf8", "the file is damaged UTF-16", "save it as UTF-8")) from None
        before = data[: error.start].decode("utf-8-sig", "replace")
        message = f"byte {data[error.start]:02X} at byte {error.start + 1} of the file is not UTF-8"
        fault = Fault("not-utf8", message, len(before), len(before) + 1, "save the file as UTF-8")
        raise Unreadable(fault, before) from None
    if (found := _character_fault(text)) is not None:
        raise Unreadable(found, text)
    return FileText(text, encoding)


def encode_like(data: bytes, text: str) -> bytes:
    """The text in the encoding of the bytes that it replaces, with the same byte order mark."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode()


def _character_fault(text: str) -> Fault | None:
    # Plain searches first: they cost nothing, and hardly a file holds what the patterns look for.
    if any(mark * 7 in text for mark in "<=>") and (match := _CONFLICT.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        return Fault(
            "merge-conflict",
            f"unresolved merge at line {line}",
            match.start(),
            match.end(),
            "keep one side and remove the marks",
        )
    if match := _FORBIDDEN.search(text):
        line = text.count("\n", 0, match.start()) + 1
        start, end = match.span()
        if match.group() == "\t":
            return Fault("tab", f"line {line}: a tab", start, end, "use spaces")
        name = f"U+{ord(match.group()):04X}"
        return Fault("control-character", f"control character {name}", start, end, "remove it")
    if (hidden := _hidden_space(text)) is not None:
        start, line = hidden, text.count("\n", 0, hidden) + 1
        name = "a no-break space" if text[start] == "\u00a0" else f"a space that is no space (U+{ord(text[start]):04X})"
        place = "after the colon" if text[start - 1 : start] == ":" else "in the indentation"
        return Fault("no-break-space", f"line {line}: {name} {place}", start, start + 1, "use an ordinary space")
    return None


def _hidden_space(text: str) -> int | None:
    """Where a space that YAML takes for a letter stands in an indentation or behind the colon of a key."""
    if not any(space in text for space in _SPACES):
        return None
    if match := _INDENTED_WITH.search(text):
        return match.end() - 1
    for match in itertools.islice(_AFTER_COLON.finditer(text), _LOOKS):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not any(sign in before for sign in "'\"#"):
            return match.end()
    return None


def _whole(code: str, message: str, hint: str = "") -> Fault:
    return Fault(code, message, 0, 0, hint)
