"""Reading a document from disk: its text, exactly as its bytes decode."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from criteria.errors import EligoError

MAX_CHARACTERS = 1_000_000
"""A text above this size is not one clinical document (a long letter has 10,000 characters)."""

_MAX_BYTES = 4 * MAX_CHARACTERS

_BINARY_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "archive ou document bureautique",
    b"\xd0\xcf\x11\xe0": "document bureautique ancien",
    b"{\\rtf": "RTF",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"\x7fELF": "programme",
}


_OLDER_ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850", "cp437")
"""What French documents were written in; another guess would only disguise the text."""


class DocumentError(EligoError):
    """A document that cannot be read; the message is one French sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a document. Evidence offsets are code points of ``text``."""

    text: str
    format: str = "txt"
    encoding: str = "utf-8"


def read(path: str | Path) -> Source:
    """The text of the document at ``path``, byte order mark and carriage returns kept.

    Raises DocumentError: missing, unreadable, too large, binary or undecodable.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise DocumentError(f"« {path} » est un dossier : indiquez un fichier de texte.")
        if path.stat().st_size > _MAX_BYTES:
            raise DocumentError(_too_long(str(path)))
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"« {path} » n'existe pas : vérifiez le nom du fichier.") from None
    except PermissionError:
        raise DocumentError(
            f"« {path} » ne peut pas être lu : demandez le droit de lecture."
        ) from None
    except OSError as error:
        raise DocumentError(
            f"« {path} » ne peut pas être lu ({error.strerror or 'erreur de lecture'})."
        ) from None
    source = decode(content, name=str(path))
    if len(source.text) > MAX_CHARACTERS:
        raise DocumentError(_too_long(str(path)))
    return source


def _too_long(name: str) -> str:
    limit = f"{MAX_CHARACTERS:,}".replace(",", " ")
    return f"« {name} » dépasse {limit} caractères : ce n'est pas un seul document clinique, découpez-le."


def documents_of(path: Path) -> list[Path]:
    """The document at ``path``, or those of a folder in the order of their names.

    Raises DocumentError for a folder without any.
    """
    if not path.is_dir():
        return [path]
    inside = sorted(found for found in path.rglob("*.txt") if found.is_file())
    if not inside:
        raise DocumentError(f"« {path} » ne contient aucun document texte (.txt).")
    return inside


def decode(content: bytes, *, name: str) -> Source:
    """The text of ``content``. Raises DocumentError for a binary or undecodable one."""
    for signature, kind in _BINARY_SIGNATURES.items():
        if content.startswith(signature):
            raise DocumentError(
                f"« {name} » n'est pas un fichier de texte ({kind}) : exportez-le en texte, ou copiez-collez son contenu."
            )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return Source(content.decode("utf-16"), encoding="utf-16")
        except UnicodeDecodeError:
            raise DocumentError(
                f"« {name} » est annoncé en UTF-16 mais ne se décode pas : réenregistrez-le en UTF-8."
            ) from None
    if b"\x00" in content[:65536]:
        raise DocumentError(
            f"« {name} » est un fichier binaire, pas un texte : exportez-le en texte."
        )
    try:
        return Source(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_legacy(content, name=name)


def _decode_legacy(content: bytes, *, name: str) -> Source:
    """An older encoding: Windows-1252 in French hospitals, else what the detector finds."""
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in content[:65536])
    if controls > 0.02 * min(len(content), 65536):
        raise DocumentError(
            f"« {name} » est un fichier binaire, pas un texte : exportez-le en texte."
        )
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_as_french(text):
        return Source(text, encoding="cp1252")
    from charset_normalizer import from_bytes

    guess = from_bytes(content, cp_isolation=list(_OLDER_ENCODINGS)).best()
    text = content.decode(guess.encoding, errors="replace") if guess else ""
    if guess is None or not _reads_as_french(text):
        raise DocumentError(
            f"L'encodage de « {name} » n'est pas reconnu : réenregistrez le fichier en UTF-8."
        )
    return Source(text, encoding=guess.encoding)


def _reads_as_french(text: str) -> bool:
    """Whether most letters above ASCII are those that French uses."""
    foreign = [char for char in text if ord(char) > 127]
    usual = sum(char in "éèêëàâäîïôöùûüçÉÈÊËÀÂÎÏÔÙÛÇœŒæ°«»’‘“”–—…€µ±²³×·\xa0" for char in foreign)
    return usual >= 0.6 * len(foreign)
