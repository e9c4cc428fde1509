"""Hormone receptors, HER2 (IHC, in situ hybridisation, conclusion), Ki67, triple negative.

Percentages follow the French cut-off (10 % of stained cells); what lies between 1 and
9 % is "low", which decides nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.extraction import receptors_values as values
from assistant.extraction.belonging import is_rule, of_other_cancer, of_relative
from assistant.extraction.letter import Letter, Target
from assistant.extraction.readings import Reading, revoked_spans, settle
from assistant.extraction.receptors_anchors import Anchor, find_anchors, masked_text
from assistant.extraction.receptors_values import Found
from assistant.extraction.specimen import specimen_at
from criteria.facts import Fact

_REACH = 130
_CUT = re.compile(
    r";(?![^(\n]{0,40}\))|\bmais\b|\b(?:marges?|berges?|limites?|emboles?|embols?|curage|exerese|recoupes?|in situ|ccis|composante|"
    r"ganglions?|metastases?|grade|sbr|mitoses?|necrose|cellularite|y?p?t[0-4][a-d]?\b|fixation|temoins?|suivi\w*|traite\w*|opere\w*)"
)
_FILLER = (
    r"(?:\s|[ld]'|\b(?:les?|la|des?|du|aux?|a|et|ni|de|ceux|celui|pour|par|forte?s?|fortement|intenses?|intensement|faible|faibles|faiblement|"
    r"moderee?|moderement|diffuse?|toujours|encore|tous|bien|recepteurs?|hormonaux|anticorps|proteine|oncoproteine|gene|statut|marqueurs?|membranaire|nucleaire|"
    r"cellules?|tumorales?|elles|significative|notable|d'entre|l'expression|expression|anti|ou|la proteine)\b|-|\d{1,3}\s?%)"
)
_NO_EXPRESSION = re.compile(
    r"(?:(?:\b(?:absence|perte|disparition|negativite)\s+(?:complete\s+|totale\s+)?(?:de\s+(?:la\s+|l'|toute\s+)?|d'\s?|des\s+)?|\b(?:sans|pas|plus|aucune?|ni)\s+(?:d[e']\s?)?)"
    r"(?P<noun>(?:sur-?\s?)?expression|positivite|marquage|immunomarquage|amplification|surexpression ni amplification|surexpression ou amplification)"
    r"|\bn(?:'|e\s)(?:sur-?)?exprim\w+\s+(?:pas|plus|ni|aucun\w*)|\bn'exprimant\s+(?:pas|plus|ni)|\bnon\s+exprim\w+|\bperdu\b|\bnegativite|\bnegati\w+\s+pour|\bnegati\w+\s+aux?)"
    rf"(?P<tail>{_FILLER}{{0,40}})$"
)
_EXPRESSION = re.compile(
    rf"(?P<word>\b(?P<over>sur-?\s?expression|sur-?\s?exprim\w+)|\bexpression|\bpositivite|\bexprim\w+|\bpositi\w+\s+pour|\bamplification|\bpositi\w+(?=\s+aux?))(?P<tail>{_FILLER}{{0,40}})$"
)
_HAS_EXPRESSION = re.compile(
    r"\b(?:avec|presence\s+d'une|conserv\w+|maintien\s+d\w+|persistance\s+d\w+|montr\w+|surexpression|retrouv\w+)\s*(?:une?\s*|l'\s*|d'\s*|de\s+l'\s*)?$"
)
_DENIED = re.compile(
    r"(?:\bn'|\bne\s|\bpas\b|\bsans\b|\baucun|\bplus\b|\bnon\b|\bni\b|\bperte\b|\babsence\b)[^.;,\n]{0,25}$"
)
_RULE_AFTER = re.compile(
    r"^[^.;\n]{0,30}?\b(?:si|quand|lorsqu\w+|correspond\w*|signifie|en cas|est defini\w*|= faible)\b"
)
_GENOMIC = re.compile(
    r"\bngs\b|\bmutations?\b|\bmute\w*|\bvariants?\b|\bvaf\b|sequencage|\bctdna\b|\bnombre de copies\b"
)
_QUESTION = re.compile(r"[\s\"»)]*\?")
_SCALE = re.compile(r"(?P<allred>\ballred\b)|(?P<hscore>\b(?:h-?\s?score|histo-?\s?score)\b)")
_BREAST_BEFORE = re.compile(
    r"\bseins?\b|cancer|carcinom|tumeur|phenotyp|mammair|\bneo\b|\bcci\b|\bcli\b|\bk\b|mastec|mammec|grade|sbr|metaplas|profil|\bnst\b|\btns\b"
)
_NEXT_SENTENCE = re.compile(r"^\W*(?:score|soit|cote\w*|au total)\b")
_ISH_LINES = 12


def read(letter: Letter) -> Iterator[Fact]:
    """The facts of this theme: er, pr, hr, her2_ihc, her2_ish, her2, ki67, triple_negative."""
    yield from settle(letter, _readings(letter))


def _readings(letter: Letter) -> Iterator[Reading]:
    text = masked_text(letter)
    anchors = find_anchors(letter, text)
    for index, anchor in enumerate(anchors):
        if anchor.kind in ("er", "pr"):
            yield from _hormone_receptor(letter, text, anchor)
        elif anchor.kind == "hr":
            yield from _receptors_as_a_whole(letter, text, anchor)
        elif anchor.kind == "ki67":
            yield from _ki67(letter, text, anchor)
        elif anchor.kind == "her2":
            following = anchors[index + 1] if index + 1 < len(anchors) else None
            yield from _her2(letter, text, anchor, following)
        elif anchor.kind == "ish":
            yield from _ish(letter, text, anchors, index)
    yield from _hormone_dependence(letter)
    yield from _triple_negative(letter)


def _after(text: str, anchor: Anchor, *, cut: bool = True) -> str:
    """The text of an anchor's value, up to what is no longer about it."""
    start, end = anchor.after
    piece = text[start : min(end, start + _REACH)]
    if cut and (match := _CUT.search(piece)):
        return piece[: match.start()]
    return piece


def _reading(
    letter: Letter, key: str, found: Found, anchor: Anchor, *, offset: int, **attrs: Any
) -> Reading:
    """A reading whose evidence goes from the name to the value (or from the value to the name)."""
    start, end = offset + found.start, offset + found.end
    first, last = min(start, anchor.start), max(end, anchor.end)
    quote = letter.text[first : last + 1]
    if quote.endswith(")") and quote.count("(") == quote.count(")"):
        last += 1
    return Reading(
        key,
        found.value,
        first,
        last,
        attrs={**found.attrs, **attrs, "specimen": specimen_at(letter, anchor.start)},
        at=start,
    )


def _hormone_receptor(letter: Letter, text: str, anchor: Anchor) -> Iterator[Reading]:
    after = _after(text, anchor)
    if _RULE_AFTER.match(after) or _QUESTION.match(after):
        return
    shared = _share(anchor, after)
    if shared is not None:
        yield _reading(letter, anchor.kind, shared, anchor, offset=anchor.after[0])
        return
    found = values.hormone_receptor(after, scale=_scale(text, anchor))
    offset = anchor.after[0]
    if found is not None and _QUESTION.match(text, anchor.after[0] + found.end):
        return
    before = _before_value(text, anchor, found)
    if before is not None:
        found, offset = before
    if found is not None:
        yield _reading(letter, anchor.kind, found, anchor, offset=offset)
        yield from _taken_back(letter, anchor, text)


def _scale(text: str, anchor: Anchor) -> str | None:
    """The score announced earlier in the sentence: "H-score : RE 270, RP 10"."""
    start = max(anchor.target.sentence.start, anchor.start - 60)
    found = [match for match in _SCALE.finditer(text, start, anchor.start)]
    return found[-1].lastgroup if found else None


def _share(anchor: Anchor, after: str) -> Found | None:
    """The value of one of several names that share a text: "RE et RP : 90 % et 70 %", "+/-"."""
    members = [m for m in anchor.group if m.kind in ("er", "pr", "her2")]
    if len(members) < 2 or anchor not in members:
        return None
    place = members.index(anchor)
    slashed = re.search(
        r"(?P<a>\d{1,3})\s?%?\s?[/|-]\s?(?P<b>\d{1,3})\s?%|(?P<c>\d{1,3})\s?%\s?/\s?(?P<d>\d{1,3})(?!\s?%)",
        after,
    )
    hormones = [m for m in members if m.kind in ("er", "pr")]
    if slashed and len(hormones) == 2 and anchor in hormones and "-" not in slashed.group():
        names = ("a", "b") if slashed["a"] else ("c", "d")
        name = names[hormones.index(anchor)]
        return _percent_found(slashed[name], *slashed.span())
    signs = re.search(r"(?<![\w%])(?P<s>(?:\+{1,3}|-)(?:\s?/\s?(?:\+{1,3}|-))+)", after)
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


def _before_value(text: str, anchor: Anchor, found: Found | None) -> tuple[Found, int] | None:
    """A value worded before the name: "n'exprime pas les", "80 % d'entre elles les", "forte expression des"."""
    first = anchor.group[0] if anchor.group else anchor
    start = max(anchor.before[0], anchor.start - _REACH)
    own = text[start : anchor.start]
    percents = values.percentages(own)
    if found is None and percents and _leads_to(own[percents[-1].end :]):
        value = values.receptor_of_percentage(percents[-1])
        if value is not None:
            return value, start
    group_start = max(first.before[0], first.start - _REACH)
    before = text[group_start : first.start]
    if match := _NO_EXPRESSION.search(before):
        if match.groupdict().get("noun") != "amplification" and "percent" not in (
            found.attrs if found else {}
        ):
            return Found("negative", match.start(), match.end()), group_start
        return None
    match = _EXPRESSION.search(before)
    if match is None or _DENIED.search(before, 0, match.start()):
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
    return bool(
        re.match(
            r"^\s*(?:\([^)\n]{0,20}\)\s*)?(?:(?:d'entre elles|des cellules(?: tumorales)?|des noyaux|des elements)\s*)?(?:exprim\w+|sont\s+\w+|marqu\w+|positi\w+)?\s*(?:pour\s*|par\s*)?(?:l'anticorps\s*)?(?:anti-?\s*)?(?:d[e']\s*|les?\s*|la\s*|l'\s*|aux?\s*|des?\s*|recepteurs?\s*|a la\s*)*$",
            tail,
        )
    )


def _stain(text: str) -> str | None:
    if re.search(r"\bfort(?:e|es|s|ement)?\b|\bintens\w+", text):
        return "strong"
    if re.search(r"\bmoder\w+|\bmoyen\w*", text):
        return "moderate"
    return "weak" if re.search(r"\bfaibl\w+", text) else None


def _taken_back(letter: Letter, anchor: Anchor, text: str) -> Iterator[Reading]:
    """The value that a correction takes back: "RE 90 % et non 9 %"."""
    start, end = anchor.after
    for revoked_start, revoked_end in revoked_spans(text[start:end]):
        parse = values.her2 if anchor.kind == "her2" else None
        piece = text[start + revoked_start : start + revoked_end]
        if parse is not None:
            for key, found in parse(" " + piece).items():
                yield _reading(
                    letter,
                    key,
                    Found(found.value, revoked_start, revoked_end),
                    anchor,
                    offset=start,
                )
        elif (found_one := values.hormone_receptor(" " + piece)) is not None:
            yield _reading(
                letter,
                anchor.kind,
                Found(found_one.value, revoked_start, revoked_end),
                anchor,
                offset=start,
            )


def _receptors_as_a_whole(letter: Letter, text: str, anchor: Anchor) -> Iterator[Reading]:
    after = _after(text, anchor)
    if _RULE_AFTER.match(after) or _QUESTION.match(after):
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
    if found.value == "positive" and re.search(r"faiblement|\blow\b", after[: found.end]):
        return
    if alone and found.start > 25:
        return
    kept = Found(found.value, found.start, found.end)
    yield _reading(letter, "hr", kept, anchor, offset=offset)


def _ki67(letter: Letter, text: str, anchor: Anchor) -> Iterator[Reading]:
    after = _after(text, anchor)
    found = values.ki67(after)
    if found is None or _RULE_AFTER.match(after):
        return
    reading = _reading(letter, "ki67", found, anchor, offset=anchor.after[0])
    reading.unit = "%"
    yield reading


def _her2(letter: Letter, text: str, anchor: Anchor, following: Anchor | None) -> Iterator[Reading]:
    after = _after(text, anchor, cut=False)
    if "erbb2" in letter.folded[anchor.start : anchor.end] and _GENOMIC.search(after):
        return
    if _RULE_AFTER.match(after):
        return
    if cut := re.search(r"\bmais\b|\b(?:ganglions?|marges?|berges?|y?pt[0-4]|triple)\b", after):
        after = after[: cut.start()]
    found = values.her2(after)
    if "her2_ihc" not in found and anchor.after[1] == anchor.target.sentence.end:
        after = _with_next_sentence(letter, text, anchor, after)
        found = values.her2(after)
    before = _before_her2(text, anchor)
    if before is not None and "her2" not in found:
        key, value, offset = before
        yield _reading(letter, key, value, anchor, offset=offset)
    for key, value in found.items():
        yield _reading(letter, key, value, anchor, offset=anchor.after[0])
    if found:
        yield from _taken_back(letter, anchor, text)
    if following is None or following.kind != "ish" or following.start != anchor.after[1]:
        amplified = values.ish(after, words=False)
        if amplified is not None and "amplif" in after[amplified.start : amplified.end]:
            if not _GENOMIC.search(after):
                yield _reading(letter, "her2_ish", amplified, anchor, offset=anchor.after[0])


def _with_next_sentence(letter: Letter, text: str, anchor: Anchor, after: str) -> str:
    """The value of HER2 often stands in the next sentence of its line: "... Score 2+"."""
    following = anchor.target.sentence.index + 1
    if following >= len(letter.sentences):
        return after
    sentence = letter.sentences[following]
    piece = text[sentence.start : sentence.end]
    if sentence.line != anchor.target.sentence.line or not _NEXT_SENTENCE.match(piece):
        return after
    return text[anchor.after[0] : min(sentence.end, sentence.start + 30)]


def _before_her2(text: str, anchor: Anchor) -> tuple[str, Found, int] | None:
    first = anchor.group[0] if anchor.group else anchor
    start = max(first.before[0], first.start - _REACH)
    before = text[start : first.start]
    if match := _NO_EXPRESSION.search(before):
        if match["noun"] == "amplification":
            return "her2_ish", Found("not_amplified", *match.span()), start
        return "her2", Found("negative", *match.span()), start
    if (match := _EXPRESSION.search(before)) and not _DENIED.search(before, 0, match.start()):
        if match["word"].startswith("amplif"):
            return "her2_ish", Found("amplified", *match.span()), start
        if match["over"]:
            return "her2", Found("positive", *match.span()), start
    return None


def _ish(letter: Letter, text: str, anchors: list[Anchor], index: int) -> Iterator[Reading]:
    """The result beside the name of the technique, before it, or on the lines below it."""
    anchor = anchors[index]
    after = _after(text, anchor, cut=False)
    start, end = anchor.after
    if _RULE_AFTER.match(after):
        return
    found = values.ish(after) or _ish_sign(after)
    offset = start
    if found is None:
        begin = max(anchor.before[0], anchor.start - _REACH)
        found = values.ish(text[begin : anchor.start] + " " * (start - anchor.start) + after)
        offset = begin
        if found is not None and "amplif" not in text[begin + found.start : begin + found.end]:
            found = None
    if found is None and end == anchor.target.sentence.end:
        stop = _next_other(letter, anchors, index)
        found, offset = values.ish(text[start:stop]), start
        end = stop
    if found is None:
        return
    if not found.attrs:
        found.attrs.update(values.ish_measures(text[offset:end]))
    yield _reading(letter, "her2_ish", found, anchor, offset=offset)


def _ish_sign(after: str) -> Found | None:
    match = re.match(r"^\s?(?::\s?)?\(?\s?(?P<sign>[+-])\s?\)?(?=\s*(?:[,;.)]|$))", after)
    if match is None:
        return None
    return Found("amplified" if match["sign"] == "+" else "not_amplified", *match.span("sign"))


def _next_other(letter: Letter, anchors: list[Anchor], index: int) -> int:
    """Where the lines that may hold the result end: at another marker, or a dozen lines on."""
    line = anchors[index].target.sentence.line
    lines = letter.canonical.lines
    stop = lines[min(line + _ISH_LINES, len(lines) - 1)].end
    for other in anchors[index + 1 :]:
        if other.kind != "her2" or other.start >= stop:
            return min(stop, other.start)
        return min(stop, letter.line_bounds(other.target.sentence)[0])
    return stop


def _hormone_dependence(letter: Letter) -> Iterator[Reading]:
    """ "hormonodépendant", "luminal A": receptors named as a whole."""
    for target in letter.of("HORMONE_DEPENDENT"):
        if not _asserted(letter, target):
            continue
        value = target.value or "positive"
        if _denied_before(letter, target):
            value = "negative"
            if target.text.lower().startswith("lumin"):
                continue
        yield Reading(
            "hr",
            value,
            target.start,
            target.end,
            attrs={"specimen": specimen_at(letter, target.start)},
            at=target.start,
        )


def _triple_negative(letter: Letter) -> Iterator[Reading]:
    for target in letter.of("TRIPLE_NEGATIVE"):
        sentence = target.sentence
        before = letter.folded[sentence.start : target.start]
        if target.value == "abbreviation" and not _BREAST_BEFORE.search(before[-60:]):
            continue
        if not _asserted(letter, target):
            continue
        value = "absent" if _denied_before(letter, target) else "present"
        yield Reading("triple_negative", value, target.start, target.end, at=target.start)


def _asserted(letter: Letter, target: Target) -> bool:
    """Whether the statement is made, of this patient, without a question mark."""
    if _QUESTION.match(letter.folded, target.end) or target.hypothetical:
        return False
    return not (
        of_relative(letter, target)
        or is_rule(letter, target.start)
        or of_other_cancer(letter, target.start)
    )


def _denied_before(letter: Letter, target: Target) -> bool:
    before = letter.folded[max(target.sentence.start, target.start - 25) : target.start]
    return bool(
        re.search(
            r"\b(?:non|pas|plus|ni)\s+(?:un\s+|de\s+|d'un\s+)?(?:cancer\s+|profil\s+|phenotype\s+)?$",
            before,
        )
    )
