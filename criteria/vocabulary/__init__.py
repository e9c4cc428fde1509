"""The vocabulary of facts: keys, values, attributes, items, and how they read in French.

An *item* is what can hold one value: a key with the site, the specimen or the drug
that tells it apart, written `metastasis(liver)`, `er(primary)`, `ecog`.
"""

from __future__ import annotations

from criteria.vocabulary.catalogue import VOCABULARY
from criteria.vocabulary.checking import check
from criteria.vocabulary.display import item_label, value_label
from criteria.vocabulary.items import Statement, item_of, make_item, parse_item
from criteria.vocabulary.keys import Attribute, Key, VocabularyError
from criteria.vocabulary.terms import (
    CLASSES,
    DRUGS,
    PHASES,
    SITES,
    SPECIMENS,
    TREATMENT_STATUS,
    Drug,
)
from criteria.vocabulary.typed import parse_value

__all__ = [
    "CLASSES",
    "DRUGS",
    "PHASES",
    "SITES",
    "SPECIMENS",
    "TREATMENT_STATUS",
    "VOCABULARY",
    "Attribute",
    "Drug",
    "Key",
    "Statement",
    "VocabularyError",
    "check",
    "item_label",
    "item_of",
    "make_item",
    "parse_item",
    "parse_value",
    "value_label",
]
