"""Every key by its name."""

from __future__ import annotations

import difflib
from typing import Final

from criteria.vocabulary import labs, patient, tumour
from criteria.vocabulary.keys import Key, VocabularyError

VOCABULARY: Final[dict[str, Key]] = {
    key.name: key for key in (*patient.KEYS, *tumour.KEYS, *labs.KEYS)
}


def key_named(name: str) -> Key:
    """The key of that name. Raises VocabularyError, with a suggestion, when there is none."""
    if name in VOCABULARY:
        return VOCABULARY[name]
    close = difflib.get_close_matches(name, VOCABULARY, n=1)
    hint = f" Vouliez-vous dire « {close[0]} » ?" if close else ""
    raise VocabularyError(f"Fait inconnu « {name} ».{hint}")
