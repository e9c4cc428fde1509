"""Every case of every protocol that comes with the package, one test each.

A case states the facts of a patient and what each criterion must say; the format is
described at the top of the case files.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from criteria.evaluation import assess
from criteria.facts import Document, Fact, Status
from criteria.protocol import load
from criteria.record import Record

FOLDER = Path(str(resources.files("criteria").joinpath("protocols")))
REF_DATE = "2025-03-01"


def plain(value: Any) -> Any:
    """A YAML value as JSON would hold it: dates are ISO text."""
    if isinstance(value, dict):
        return {str(key): plain(content) for key, content in value.items()}
    if isinstance(value, list):
        return [plain(content) for content in value]
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return value


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.cases.yaml")):
        protocol = path.name.removesuffix(".cases.yaml").replace("_", "-")
        for case in YAML(typ="rt").load(path.read_text("utf-8")) or []:
            line = case.lc.line + 1
            yield pytest.param(protocol, f"{path.name}:{line}", plain(case), id=case["name"])


def fact_of(entry: dict[str, Any], documents: dict[str, Any]) -> Fact:
    name = entry.get("document")
    document = None
    if name is not None:
        described = documents[name]
        document = Document(id=name, kind=described["kind"], date=described.get("date"))
    default = Status.ENTERED if document is None else Status.CONFIRMED
    return Fact(
        key=entry["key"],
        value=entry["value"],
        unit=entry.get("unit"),
        attrs=entry.get("attrs", {}),
        document=document,
        status=Status(entry.get("status", default)),
    )


def matches(item: str, named: tuple[str, ...]) -> bool:
    """Whether the item, or the same key for another site or specimen, is named."""
    bare = item.partition("(")[0]
    return item in named or (item == bare and any(n.partition("(")[0] == bare for n in named))


@pytest.mark.parametrize(("protocol", "place", "case"), list(cases()))
def test_case(protocol: str, place: str, case: dict[str, Any]) -> None:
    loaded = load(protocol)
    documents = case.get("documents", {})
    record = Record.from_facts(
        [fact_of(entry, documents) for entry in case["facts"]],
        ref_date=datetime.date.fromisoformat(case.get("ref_date", REF_DATE)),
    )
    assumed = frozenset(case.get("assumptions", loaded.assumptions))
    assessment = assess(loaded, record, assumed)
    problems = []
    for identifier, expected in case.get("expect", {}).items():
        if identifier == "verdict":
            if assessment.verdict != expected:
                problems.append(f"verdict: {assessment.verdict}, expected {expected}")
            continue
        result = assessment.criteria[identifier]
        if result.status != expected:
            problems.append(
                f"{identifier}: {result.status}, expected {expected}; proof: {result.proof}"
            )
    if case.get("verdict", assessment.verdict) != assessment.verdict:
        problems.append(f"verdict: {assessment.verdict}, expected {case['verdict']}")
    for identifier, items in case.get("missing", {}).items():
        named = assessment.criteria[identifier].missing
        problems += [
            f"{identifier}: missing {named} does not name {item}"
            for item in items
            if not matches(item, named)
        ]
    for identifier, text in case.get("warnings", {}).items():
        warnings = assessment.criteria[identifier].warnings
        if not any(text.lower() in warning.lower() for warning in warnings):
            problems.append(f"{identifier}: no warning says « {text} » in {warnings}")
    assert not problems, f"{place}: {case.get('note', '')}\n  " + "\n  ".join(problems)
