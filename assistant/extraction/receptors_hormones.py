"""Hormone receptors: oestrogen, progesterone, or both named as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import receptors_values as values
from assistant.extraction.expressions import IndexedText, expression
from assistant.extraction.letter import Letter
from assistant.extraction.readings import Reading, revoked_spans
from assistant.extraction.receptors_her2_values import her2
from assistant.extraction.receptors_tables import Anchor
from assistant.extraction.receptors_values import Found
from assistant.extraction.receptors_wording import (
    DENIED,
    EXPRESSION,
    NO_EXPRESSION,
    QUESTION,
    REACH,
    RULE_AFTER,
    reading,
    takes_back,
    value_text,
)

_HAS_EXPRESSION = expression(
    r"\b(?:avec|presence\s+d'une|conserv\w+|maintien\s+d\w+|persistance\s+d\w+|montr\w+|surexpression|retrouv\w+)\s*(?:une?\s*|l'\s*|d'\s*|de\s+l'\s*)?$"
)
_BARE_PERCENTAGE = expression(r"\b(?:re|ro|er|rp|pr)\s?[:=]?\s?(?:[1-9]\d|100)(?!\s?[%/\d])")
_BUT_NOT = expression(
    r"\bmais\s+(?:pas|non)\s+(?:a\s+|ceux\s+)?(?:les?\s+|la\s+|l'|aux?\s+|d[eu]s?\s+)*(?:recepteurs?\s+(?:a\s+la\s+|aux\s+|de\s+|a\s+l')?)?$"
)
_SLASHED = expression(
    r"(?P<a>\d{1,3})\s?%?\s?(?:[/|-]|et(?:\s+(?:a|de))?\b)\s?(?P<b>\d{1,3})\s?%|(?P<c>\d{1,3})\s?%\s?/\s?(?P<d>\d{1,3})(?!\s?%)"
)
_SIGNS = expression(r"(?<![\w%])(?P<s>(?:\+{1,3}|-)(?:\s?/\s?(?:\+{1,3}|-))+)")
_TIES = expression(
    r"\s*(?:\([^)\n]{0,20}\)\s*)?(?:(?:d'entre elles|des? (?:cellules|noyaux)(?: (?:tumora\w+|marque\w+|positi\w+))*|des elements)\s*)?(?:exprim\w+|sont\s+\w+|marqu\w+|positi\w+)?\s*(?:pour\s*|par\s*)?(?:l'anticorps\s*)?(?:anti-?\s*)?(?:ceux\s*|celui\s*|d[e']\s*|les?\s*|la\s*|l'\s*|aux?\s*|des?\s*|recepteurs?\s*|a la\s*)*$"
)
_STAINS = {
    "strong": expression(r"\bfort(?:e|es|s|ement)?\b|\bintens\w+"),
    "moderate": expression(r"\bmoder\w+|\bmoyen\w*"),
    "weak": expression(r"\bfaibl\w+"),
}
_WEAKLY = expression(r"faiblement|\blow\b")
_SCALE = expression(r"(?P<allred>\ballred\b)|(?P<hscore>\b(?:h-?\s?score|histo-?\s?score)\b)")


def read_receptor(letter: Letter, text: IndexedText, anchor: Anchor) -> Iterator[Reading]:
    after = value_text(letter, text, anchor)
    if RULE_AFTER.match(after) or QUESTION.match(after):
        return
    shared = _share(anchor, after)
    if shared is not None:
        yield reading(letter, anchor.kind, shared, anchor, offset=anchor.after[0])
        return
    found = values.hormone_receptor(
        after,
        scale=_scale(text, anchor),
        small=anchor.percent or _uses_bare_percentages(text, anchor),
    )
    offset = anchor.after[0]
    if found is not None and QUESTION.match(text, anchor.after[0] + found.end):
        return
    before = _before_value(text, anchor, found)
    if before is not None:
        found, offset = before
    if found is not None:
        yield reading(letter, anchor.kind, found, anchor, offset=offset)
        yield from taken_back(letter, anchor, text)


def _uses_bare_percentages(text: IndexedText, anchor: Anchor) -> bool:
    """Whether the sentence gives another receptor as a percentage without its sign."""
    if "%" in text[anchor.after[0] : anchor.after[1]]:
        return False
    sentence = anchor.target.sentence
    start, end = max(sentence.start, anchor.start - REACH), min(sentence.end, anchor.end + REACH)
    return bool(_BARE_PERCENTAGE.search(text[start:end]))


def _scale(text: IndexedText, anchor: Anchor) -> str | None:
    """The score announced earlier in the sentence: "H-score : RE 270, RP 10"."""
    start = max(anchor.target.sentence.start, anchor.start - 60)
    found = list(_SCALE.finditer(text, start, anchor.start))
    return found[-1].lastgroup if found else None


def _share(anchor: Anchor, after: str) -> Found | None:
    """The value of one of several names that share a text: "RE et RP : 90 % et 70 %", "+/-"."""
    members = [m for m in anchor.group if m.kind in ("er", "pr", "her2")]
    if len(members) < 2 or anchor not in members:
        return None
    place = members.index(anchor)
    slashed = _SLASHED.search(after)
    hormones = [m for m in members if m.kind in ("er", "pr")]
    if slashed and len(hormones) == 2 and anchor in hormones and "-" not in slashed.group():
        names = ("a", "b") if slashed["a"] else ("c", "d")
        name = names[hormones.index(anchor)]
        return _percent_found(slashed[name], *slashed.span())
    signs = _SIGNS.search(after)
    if signs:
        parts = [part.strip() for part in signs["s"].split("/")]
        if len(parts) == len(members) and anchor.kind != "her2":
            value = "positive" if "+" in parts[place] else "negative"
            return Found(value, *signs.span())
    percents = values.percentages(after)
    if len(percents) == len(hormones) == 2 and anchor in hormones:
        return values.receptor_of_percentage(percents[hormones.index(anchor)])
    return None


def _percent_found(digits: str, start: int, end: int) -> Found | None:
    percent = values.Percentage(start, end, float(digits), float(digits), False)
    return values.receptor_of_percentage(percent)


def _before_value(
    text: IndexedText, anchor: Anchor, found: Found | None
) -> tuple[Found, int] | None:
    """A value worded before the name: "n'exprime pas les", "80 % d'entre elles les", "forte expression des"."""
    if found is None and (but := _BUT_NOT.search(text, anchor.before[0], anchor.start)):
        return Found("negative", 0, but.end() - but.start()), but.start()
    first = anchor.group[0] if anchor.group else anchor
    start = max(anchor.before[0], anchor.start - REACH)
    if found is None:
        own = text[start : anchor.start]
        percents = values.percentages(own)
        if percents and (
            _leads_to(own[percents[-1].end :])
            or (own.endswith("(") and text.startswith(")", anchor.end))
        ):
            value = values.receptor_of_percentage(percents[-1])
            if value is not None:
                return value, start
    group_start = max(first.before[0], first.start - REACH)
    if not EXPRESSION.may_match(text, group_start, first.start) and not NO_EXPRESSION.may_match(
        text, group_start, first.start
    ):
        return None
    before = text[group_start : first.start]
    if match := NO_EXPRESSION.search(before):
        if match.groupdict().get("noun") != "amplification" and "percent" not in (
            found.attrs if found else {}
        ):
            return Found("negative", match.start(), match.end()), group_start
        return None
    match = EXPRESSION.search(before)
    if match is None or DENIED.search(before, 0, match.start()):
        return None
    stain = _stain(match["tail"] + " " + before[max(0, match.start() - 12) : match.start()])
    if (
        found is None
        and match["word"] == "expression"
        and not stain
        and not _HAS_EXPRESSION.search(before, 0, match.start())
    ):
        return None
    if found is None:
        attrs = {"intensity": stain} if stain else {}
        return Found("positive", match.start(), match.end(), attrs), group_start
    if found.value != "negative" and stain and "intensity" not in found.attrs:
        found.attrs["intensity"] = stain
        shift = anchor.after[0] - group_start
        return (
            Found(found.value, match.start(), shift + found.end, found.attrs),
            group_start,
        )
    return None


def _leads_to(tail: str) -> bool:
    """Whether what stands between a percentage and a name ties them."""
    return bool(_TIES.match(tail))


def _stain(text: str) -> str | None:
    return next((level for level, stain in _STAINS.items() if stain.search(text)), None)


def taken_back(letter: Letter, anchor: Anchor, text: IndexedText) -> Iterator[Reading]:
    """The value that a correction takes back: "RE 90 % et non 9 %"."""
    if not letter.once(takes_back):
        return
    start, end = anchor.after
    for revoked_start, revoked_end in revoked_spans(text[start:end]):
        parse = her2 if anchor.kind == "her2" else None
        piece = text[start + revoked_start : start + revoked_end]
        if parse is not None:
            for key, found in parse(" " + piece).items():
                yield reading(
                    letter,
                    key,
                    Found(found.value, revoked_start, revoked_end),
                    anchor,
                    offset=start,
                )
        elif (found_one := values.hormone_receptor(" " + piece)) is not None:
            yield reading(
                letter,
                anchor.kind,
                Found(found_one.value, revoked_start, revoked_end),
                anchor,
                offset=start,
            )


def read_as_a_whole(letter: Letter, text: IndexedText, anchor: Anchor) -> Iterator[Reading]:
    after = value_text(letter, text, anchor)
    if RULE_AFTER.match(after) or QUESTION.match(after):
        return
    alone = anchor.target.text.lower() in ("récepteurs", "recepteurs")
    found = values.hormone_receptor(after, bare=False)
    offset = anchor.after[0]
    if found is None or alone:
        before = _before_value(text, anchor, found)
        if before is not None:
            found, offset = before
    if found is None or found.value == "low":
        return
    if found.value == "positive" and _WEAKLY.search(after, 0, found.end):
        return
    if alone and found.start > 25:
        return
    kept = Found(found.value, found.start, found.end)
    yield reading(letter, "hr", kept, anchor, offset=offset)
