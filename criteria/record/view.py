"""One version of a record: every conflict settled one way."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from criteria.facts import Fact
from criteria.record.patient_record import TREATMENTS, Record
from criteria.record.statements import Candidate
from criteria.record.treatments import History


class View:
    """What expressions see: one candidate an item, one treatment history.

    `cache` keeps what was computed in this version, so that two criteria that share a
    quantity compute it once.
    """

    __slots__ = ("cache", "choice", "history", "lesion", "record")

    def __init__(
        self,
        record: Record,
        choice: Mapping[str, int] | None = None,
        *,
        lesion: str | None = None,
    ) -> None:
        self.record = record
        self.choice = dict(choice or {})
        self.history: History = record.histories[self.choice.get(TREATMENTS, 0)]
        self.lesion = lesion
        self.cache: dict[Any, Any] = {}

    @property
    def ref_date(self) -> datetime.date:
        """The day of screening."""
        return self.record.ref_date

    def candidate(self, item: str) -> Candidate | None:
        """The version of an item in this view; None when nothing is known of it."""
        options = self.record.slots.get(item)
        if options is None:
            return None
        return options[self.choice.get(item, 0)] if len(options) > 1 else options[0]

    def facts(self, key: str) -> tuple[Fact, ...]:
        """Every fact of a key that counts."""
        return self.record.by_key.get(key, ())

    def sites(self, *states: str) -> list[tuple[str, Candidate]]:
        """The metastatic sites in one of the states, each with its description."""
        found = self.cache.get(states)
        if found is None:
            found = self.cache[states] = [
                (item[len("metastasis(") : -1], candidate)
                for item in self.record.slots
                if item.startswith("metastasis(")
                and (candidate := self.candidate(item)) is not None
                and candidate.value in states
            ]
        listed: list[tuple[str, Candidate]] = found
        return listed

    def at(self, site: str) -> View:
        """The same version, looking at the lesions of one site."""
        view = View(self.record, self.choice, lesion=site)
        view.cache = self.cache
        return view
