"""Items: a key with the site, the specimen or the drug that tells it apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from criteria.vocabulary.catalogue import VOCABULARY
from criteria.vocabulary.keys import VocabularyError


class Statement(Protocol):
    """Anything that states a value of a key: a fact, or what becomes one."""

    @property
    def key(self) -> str: ...

    @property
    def value(self) -> str | int | float: ...

    @property
    def unit(self) -> str | None: ...

    @property
    def attrs(self) -> Mapping[str, Any]: ...


def make_item(key: str, discriminator: str | None = None) -> str:
    """The item of a key, `key` or `key(discriminator)`."""
    return f"{key}({discriminator})" if discriminator else key


def item_of(fact: Statement) -> str:
    """The item that a fact gives a value to: `metastasis(liver)`, `er(primary)`, `ecog`."""
    key = VOCABULARY.get(fact.key)
    kind = key.discriminator if key is not None else None
    if kind is None:
        return fact.key
    if kind == "drug":
        return f"{fact.key}({fact.value})"
    discriminator = fact.attrs.get(kind)
    return f"{fact.key}({discriminator})" if discriminator else fact.key


_ITEM = re.compile(r"([a-z][a-z0-9_]*)(?:\(([a-z0-9_-]+)\))?")


def parse_item(item: str) -> tuple[str, str | None]:
    """The key and the discriminator of an item.

    >>> parse_item("metastasis(liver)")
    ('metastasis', 'liver')

    Raises VocabularyError when it is not written as an item.
    """
    match = _ITEM.fullmatch(item)
    if match is None:
        raise VocabularyError(f"« {item} » ne désigne pas un fait.")
    return match.group(1), match.group(2)
