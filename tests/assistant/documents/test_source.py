"""Reading files: what comes back is what the bytes say, and every failure is a French sentence."""

from pathlib import Path

import pytest

from assistant.documents.source import DocumentError, decode, read

LETTER = "Métastase hépatique, œdème, 12 µmol/L — l’« OMS » 1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes(LETTER.encode(encoding))
    assert read(path).text.lstrip("\ufeff") == LETTER


def test_carriage_returns_and_byte_order_mark_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes(b"\xef\xbb\xbfRE 90 %\r\nRP 40 %\r\n")
    assert read(path).text == "\ufeffRE 90 %\r\nRP 40 %\r\n"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "bureautique"),
        (b"\x7fELF\x02\x01", "programme"),
        (b"abc\x00\x01\x02def", "binaire"),
        (bytes(range(1, 32)) * 50 + b"\x81\x8d\x8f", "binaire"),
    ],
)
def test_binary_content_is_refused_in_french(content: bytes, word: str) -> None:
    with pytest.raises(DocumentError, match=word):
        decode(content, name="fichier")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n'existe pas"):
        read(tmp_path / "absent.txt")
    with pytest.raises(DocumentError, match="dossier"):
        read(tmp_path)


def test_a_text_of_five_megabytes_is_refused_in_french(tmp_path: Path) -> None:
    path = tmp_path / "tout.txt"
    path.write_text("Pas de métastase osseuse.\n" * 200_000, encoding="utf-8")
    with pytest.raises(DocumentError, match="découpez-le"):
        read(path)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "vide.txt"
    path.touch()
    assert read(path).text == ""


def test_an_unreadable_encoding_is_refused_rather_than_disguised() -> None:
    with pytest.raises(DocumentError, match="encodage"):
        decode(b"R\xe9cepteurs \x81\x8d\x8f\x90\x9d hormonaux positifs", name="lettre.txt")


def test_an_old_macintosh_letter_is_read() -> None:
    letter = "Récepteurs hormonaux positifs, métastases hépatiques, œdème à l'épaule. " * 5
    assert decode(letter.encode("mac_roman"), name="lettre.txt").text == letter
