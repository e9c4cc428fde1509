"""Values given as a list: for several receptors named together, or for several tumours of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.extraction.expressions import expression
from assistant.extraction.receptors_tables import REACH, Anchor
from assistant.extraction.specimen import METASTASIS, PRIMARY

_VALUE = (
    r"(?:(?:[<>≤]\s?)?\d{1,3}(?:\s?-\s?\d{1,3})?\s?%|[0-3]\s?\+|[0-8]\s?/\s?8|\d{1,3}|\+{1,3}|-|"
    r"(?:non\s+)?(?:positi|negati|surexprim|exprim)\w*|pos\b|neg\b|low\b)"
)
_LISTED = expression(
    rf"[\s:=(]*({_VALUE}(?:\s*(?:/|,|;|\bet\b|\s)\s*{_VALUE})+)(?!\s*(?:[/,]\s*)?[\w+%-])"
)
_ITEM = expression(_VALUE)
_METASTATIC_SITE = (
    r"(?:foie|hepati\w+|osseu\w+|iliaque|pulmonaire|pleura\w+|vertebr\w+|cerebr\w+|cutane\w*|ovarien\w*|periton\w+|medull\w+|"
    r"mediastin\w+|metasta\w+)"
)
_OF_METASTASIS = rf"(?:metastases?\b(?:\s+{_METASTATIC_SITE})?|(?:re-?biopsie|biopsie|recidive|rechute|lesion|localisation|prelevement|ponction|nodule)\s+{_METASTATIC_SITE})"
_OF_PRIMARY = r"(?:(?:tumeur\s+)?primiti(?:f|ve)\b|biopsie\s+mammaire|microbiopsie|piece(?:\s+operatoire|\s+de\s+\w+)?|(?:biopsie|prelevement)\s+(?:du\s+sein|initiale?)|tumorectomie|mastectomie|mammectomie|zonectomie|quadrantectomie|tumeur\s+initiale|sein\s+(?:droit|gauche)|(?<=a )(?:droite|gauche)\b)"
_TAG = expression(
    rf"(?:\b(?:sur|pour|dans|au niveau d[eu]|a)\s+)?(?:\b(?:la|le|les|l'|cette)\s*)?(?:\b(?P<metastasis>{_OF_METASTASIS})|\b(?P<primary>{_OF_PRIMARY})"
    r"|\b(?:tumeur|lesion|nodule|foyer)\s+(?:n°\s?)?[1-4ab]\b(?!\s?[+%/]))"
)
_NUMBER = expression(r"\bt\s?[1-4]\b(?!\s?[+%/]|\s?n[0-3x])")
"""A tumour by its number; a T stage is followed by its N."""
_HAS_VALUE = expression(
    r"\d\s?%|(?<!\w)[0-3]\s?\+|\+|(?<![\w.,])\d{1,3}(?![\w.,])|(?<!\w)-(?!\w)|positi|negati|\bneg\b|\bpos\b|conserve|perdu|exprim|faible|\blow\b"
)
_OTHER_VALUE = expression(r"\b(?:et|puis|mais|contre)\b")
_ENDS_LIST = expression(r"[;\n]|\bmais\s+(?:un|une)\b")


def set_listed_values(text: str, run: list[Anchor]) -> None:
    """To each of several names of different kinds its value of a list: "RE/RP/HER2 : +/+/-"."""
    listed = _LISTED.match(text, *run[-1].after)
    if listed is None:
        return
    items = [item.span() for item in _ITEM.finditer(text, *listed.span(1))]
    if len(items) != len(run):
        return
    for anchor, span in zip(run, items, strict=True):
        anchor.after, anchor.group = span, [anchor]


def for_each_tumour(text: str, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors, those with a value for each of several tumours once for each.

    "RE : 90 % (T1) et 80 % (T2)", "HER2 1+ sur le primitif, 0 sur la biopsie hépatique". A
    single specimen named behind a value is that of the value.
    """
    found: list[Anchor] = []
    for anchor in anchors:
        tags = _tags(text, anchor) if anchor.specimen is None and anchor.kind != "other" else []
        if len(tags) > 1:
            found += _by_tumour(text, anchor, tags)
            continue
        if (
            tags
            and tags[0].group().startswith("sur ")
            and not _OTHER_VALUE.search(text, anchor.after[0], tags[0].start())
        ):
            anchor.specimen = _specimen(tags[0])
        found.append(anchor)
    return found


def _tags(text: str, anchor: Anchor) -> list[re.Match[str]]:
    """The tumours and specimens that the text of a value names."""
    start, end = anchor.after
    end = min(end, start + REACH)
    tags = [*_TAG.finditer(text, start, end), *_NUMBER.finditer(text, start, end)]
    if not tags:
        return []
    stop = _ENDS_LIST.search(text, start, end)
    return sorted(
        (tag for tag in tags if stop is None or tag.end() <= stop.start()), key=re.Match.start
    )


def _specimen(tag: re.Match[str]) -> str | None:
    kinds = tag.groupdict()
    if kinds.get("metastasis"):
        return METASTASIS
    return PRIMARY if kinds.get("primary") else None


def _by_tumour(text: str, anchor: Anchor, tags: list[re.Match[str]]) -> Iterator[Anchor]:
    start, end = anchor.after
    if stop := _ENDS_LIST.search(text, start, end):
        end = stop.start()
    before = _HAS_VALUE.search(text, start, tags[0].start()) is not None
    bounds = [start, *(tag.end() for tag in tags)] if before else [*(t.end() for t in tags), end]
    stops = [tag.start() for tag in tags] if before else [*(t.start() for t in tags[1:]), end]
    spans = list(zip(bounds, stops, strict=False))
    if not all(_HAS_VALUE.search(text, *span) for span in spans):
        yield anchor
        return
    for tag, span in zip(tags, spans, strict=True):
        one = replace(anchor, before=(anchor.start, anchor.start), after=_trimmed(text, span))
        one.specimen = _specimen(tag)
        one.group = [one]
        yield one


_LEAD = expression(r"(?:[\s:=,()]|\bet\b|\bpuis\b|\bmais\b|\ba\b(?=\s+\d)|\bcontre\b)*")


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without the words and marks that join it to the one before."""
    lead = _LEAD.match(text, *span)
    return (lead.end() if lead else span[0]), span[1]
