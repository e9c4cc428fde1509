"""Where receptors, HER2 and Ki67 are named, and which stretch of text holds their value."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from assistant.extraction.belonging import is_rule, of_other_cancer, of_relative
from assistant.extraction.expressions import IndexedText, blanked, expression, indexed
from assistant.extraction.letter import Letter, Target
from assistant.extraction.receptors_columns import with_columns
from assistant.extraction.receptors_lists import for_each_tumour, set_listed_values
from assistant.extraction.receptors_tables import (
    Anchor,
    set_next_line,
    set_stacked_values,
)
from assistant.extraction.receptors_wording import EXPRESSION, NO_EXPRESSION, SCORE_BEFORE

_CLONE_NAME = (
    r"(?:sp\s?[1-4]|ep\s?1|6f11|1d5|er-?2-?123|1e2|pgr\s?\d{2,4}|1a6|1294|4b5|cb11|a0485|tab250|k2|mm1|sp6|30-9|30\.9|"
    r"mib-?\s?1|polyclonal\w*|ventana|dako|roche|leica|agilent|novocastra|benchmark|pathway)"
)
_CLONES = (
    expression(
        rf"\(\s*(?:(?:(?:anticorps|clones?|ac|kit)\s*:?\s*)?(?:{_CLONE_NAME}|hercep\s?t\w*)(?:[\s,/-]+[a-z0-9-]{{1,14}}){{0,3}}\s*\)"
        r"|\d{1,3}\s*\)(?=\s*[:.])|\d{1,2}[a-z]\d{1,3}\s*\))"
    ),
    expression(r"\bclones?\s*:?\s*[\w-]{1,8}"),
    expression(r"\b(?:sp[13]|6f11|1d5|1e2|4b5|ep1|30-9(?!\w|\s?%))\b"),
)
_ZERO = expression(r"o(?=\s?%)(?<=\do)")
_ONE = expression(r"[li](?=\d{1,2}\s?%|\s?\+(?![\w+]))(?<!\w[li])")
"""Figures that an optical reader took for letters, where only a figure makes sense: "9O %", "l+"."""
_UNIT_OF_NAME = expression(
    r"\s*\(?\s*(?:en\s+)?%\s*(?:de\s+cellules(?:\s+marquees)?\s*)?\)?\s*[:=\t|]?(?=\s*[<>≤]?\s*\d)"
)
"""A per cent sign that belongs to the name: "RE (%) : 95"."""
_CONNECTOR = expression(
    r"^[\s,/&=(]*(?:(?:et|ou|ni|puis|&)\b)?[\s,/&=(]*(?:(?:les?|la|des?|du|de|a|aux?|ceux|celui|statuts?|recepteurs?|a la|l'|d'|au)\b[\s']*){0,5}[\s(]*$"
)
_NOT_STATUS = expression(r"\s*(?:neu\s*)?(?:/|par)\s*(?:cep|cen|noyau|chr|centro|cellule)")
_COUNTED = expression(
    r"(?:\bcopies|\bsondes?|\bmoyennes?|\bgenes?|\bsignaux|\bnombre|\bratio|\brapport|\bstatut du gene)\s*(?:d[eu']s?\s*)?(?:l'|la\s+|gene\s+|copies\s+)?$"
)
_TECHNIQUE_NEXT = expression(r"\s*\(?\s*(?:(?:en|par)\s+)?")
_AMPLIFIED = expression(r"\s*(?:amplifi|non amplifi|[:=]?\s*(?:absence|presence|pas))")
_TREATMENT_BEFORE = expression(
    r"(?:(?<!anticorps )\banti\s?-?\s?|\bciblant\s+(?:le\s+)?|\bdouble blocage\s+)$"
)
_BLOOD_GROUP = expression(r"(?:\bgroupe\b[^.\n]{0,25}|(?<![\w'])(?:a|b|ab|o)\s*,?\s*|\brhesus\s*)$")
_CONTEXT = expression(
    r"\bseins?\b|carcinom|cancer|mammair|tumeur|recepteur|\bihc\b|immunohisto|phenotyp|biomarqueur|\bcci\b|\bcli\b|\bsbr\b|grade|metasta|biops|lobulaire|canalaire|\bnst\b|\btns\b|mastec|neo\b|profil"
)
_MARKERS = expression(r"recepteur|immunohisto|\bihc\b|marqueur|immunomarq|phenotyp|profil")
_RECEPTORS = expression(r"recepteur|\bihc\b|immunohisto|biomarqueur|phenotyp")
_DIRECT = expression(
    r"^\s*(?:\([^)\n]{0,20}\)\s*)?(?:[:=.|,]|sont|est|superieure?s?|inferieure?s?|environ|estimee?s?|evaluee?s?|etaient|etait|a|de|tres|fort\w*|faibl\w*|moder\w*|intens\w*|t\s?[1-4]\b|\s)*(?:[<>≥≤+(-]|\d|posit|pos\b|negat|neg\b|nul|absent|non exprim|aucun|exprim)"
)
_PERCENT_FOR = expression(r"%\s*(?:\([^)\n]{0,20}\)\s*)?(?:pour|de|des)\s+(?:la\s+|les\s+|l')?$")
_RESULT = expression(
    r"\s*(?::|=|est|s'est|revient|etait|sont|a ete|se revele|averee?|,)?\s*(?:revelee?\s+)?(?:negati|positi|score|[0-3]\s?\+|\d{1,3}\s?%|amplifi|non amplifi)"
)
_EXPRESSED = expression(
    r"\b(?:expression|negativite|positivite|negativation|perte|marquage|statut)\s+(?:des?\s+|du\s+)(?:l'expression\s+des?\s+)?$"
)
_NEIGHBOUR = 90
_GROUP = 6
_SCORED = expression(r"[\s:=(]*(?:score\b|\d|\+|<|>)")
"""A score belongs to the last name alone: "récepteurs hormonaux, HER2 1+"."""


def masked_text(letter: Letter) -> IndexedText:
    """The folded text, of the same length, without antibody clones and unticked options."""
    text = letter.ticked
    pieces = []
    position = 0
    for start, end in sorted(
        match.span() for clone in _CLONES for match in clone.finditer(letter.ticked)
    ):
        if end > position:
            start = max(start, position)
            pieces += (text[position:start], " " * (end - start))
            position = end
    masked = "".join((*pieces, text[position:])) if pieces else text
    repaired = _ONE.sub("1", _ZERO.sub("0", masked))
    if repaired == masked:
        return text if masked == text else blanked(masked, text)
    return indexed(repaired, repaired)[1]


def find_anchors(letter: Letter, text: IndexedText) -> list[Anchor]:
    """The anchors of a document, in order, each with the span of its value text."""
    anchors = _kept(letter, text, _candidates(letter, text))
    by_sentence: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_sentence.setdefault(anchor.target.sentence.index, []).append(anchor)
    for group in by_sentence.values():
        _set_bounds(letter, text, group)
    set_stacked_values(letter, text, anchors)
    set_next_line(letter, text, anchors)
    return for_each_tumour(text, with_columns(letter, text, anchors))


def _candidates(letter: Letter, text: str) -> list[Target]:
    """Targets whose name is not part of a clone or of a longer name."""
    kept: list[Target] = []
    for target in letter.of("RECEPTOR", "RECEPTOR_HORMONE"):
        if not text[target.start : target.end].strip():
            continue
        if kept and target.start < kept[-1].end:
            continue
        kept.append(target)
    return kept


def _kept(letter: Letter, text: IndexedText, targets: list[Target]) -> list[Anchor]:
    anchors = []
    for index, target in enumerate(targets):
        kind = target.value or ""
        start = max(target.sentence.start, target.start - 60)
        if kind in ("her2", "ish") and _TREATMENT_BEFORE.search(text, start, target.start):
            continue
        if kind == "her2" and (
            _NOT_STATUS.match(text, target.end, target.sentence.end)
            or _is_count(text, target, start)
        ):
            continue
        if kind == "her2" and _names_technique(text, targets, index):
            continue
        if (
            kind == "hr"
            and len(target.text) <= 3
            and _BLOOD_GROUP.search(text, start, target.start)
        ):
            continue
        if target.label == "RECEPTOR_HORMONE" and not _is_receptor(letter, text, targets, index):
            continue
        if (
            target.label == "RECEPTOR"
            and kind in ("er", "pr")
            and len(target.text.replace(".", "")) <= 3
            and not _is_status(letter, text, targets, index)
        ):
            continue
        if kind == "ki67" and len(target.text) == 2 and not _has_neighbour(targets, index):
            continue
        if kind != "other" and not _is_of_patient(letter, target):
            kind = "other"
        anchors.append(Anchor(kind, target.start, target.end, target))
    return anchors


def _names_technique(text: IndexedText, targets: list[Target], index: int) -> bool:
    """Whether HER2 is only what is hybridised: "HER2 (FISH) : non amplifié"."""
    following = targets[index + 1] if index + 1 < len(targets) else None
    return (
        following is not None
        and following.value == "ish"
        and _TECHNIQUE_NEXT.fullmatch(text, targets[index].end, following.start) is not None
    )


def _is_count(text: IndexedText, target: Target, start: int) -> bool:
    return _COUNTED.search(text, start, target.start) is not None and not _AMPLIFIED.match(
        text, target.end, target.sentence.end
    )


def _is_of_patient(letter: Letter, target: Target) -> bool:
    return not (
        (
            target.hypothetical
            and not _no_hypothesis_of(letter, target)
            and not _answered(letter, target)
        )
        or of_relative(letter, target)
        or is_rule(letter, target.start)
        or of_other_cancer(letter, target.start)
    )


def _answered(letter: Letter, target: Target) -> bool:
    """Whether a search is told with its result: "la recherche de HER2 est négative"."""
    sought = any(
        category == "HYPOTHETICAL" and "recherche" in letter.folded[start:end]
        for category, start, end in target.modifiers
    )
    return sought and bool(_RESULT.match(letter.folded, target.end))


def _no_hypothesis_of(letter: Letter, target: Target) -> bool:
    """Whether every hypothesis stands behind the name, or bounds a figure ("à moins de 1 %")."""
    return all(
        start >= target.end or _BOUNDS_FIGURE.match(letter.folded, start)
        for category, start, _ in target.modifiers
        if category == "HYPOTHETICAL"
    )


_BOUNDS_FIGURE = expression(r"a\s+moins\s+de\s+\d")


def _is_receptor(letter: Letter, text: str, targets: list[Target], index: int) -> bool:
    """Whether a hormone is named for its receptor, not for itself."""
    target = targets[index]
    sentence = target.sentence
    head = text[max(sentence.start - 120, 0) : target.start]
    if "recepteur" in text[sentence.start : sentence.end] or sentence.section == (
        "immunohistochemistry"
    ):
        return True
    after = text[target.end : min(sentence.end, target.end + 40)]
    if not _DIRECT.match(after) and not _PERCENT_FOR.search(head):
        return False
    return bool(_MARKERS.search(head) or _has_neighbour(targets, index))


def _is_status(letter: Letter, text: str, targets: list[Target], index: int) -> bool:
    """Whether "RE", "RP"... name a receptor: RP is also a response, a radiograph, a professor."""
    target = targets[index]
    sentence = target.sentence
    if _has_neighbour(targets, index) or _EXPRESSED.search(
        text, max(sentence.start, target.start - 40), target.start
    ):
        return True
    direct = bool(_DIRECT.match(text[target.end : min(sentence.end, target.end + 45)]))
    around = (max(0, sentence.start - 200), sentence.end)
    if target.value == "er":
        return direct and (target.text.isupper() or bool(_CONTEXT.search(text, *around)))
    return (direct or _alone_on_line(letter, target)) and bool(_RECEPTORS.search(text, *around))


def _alone_on_line(letter: Letter, target: Target) -> bool:
    start, end = letter.line_bounds(target.sentence)
    return end - start <= len(target.text) + 14


def _has_neighbour(targets: list[Target], index: int) -> bool:
    """Whether another marker is named close by."""
    target = targets[index]
    for other in targets[max(0, index - 2) : index + 3]:
        if other.value != target.value and (
            other.start - target.end <= _NEIGHBOUR and target.start - other.end <= _NEIGHBOUR
        ):
            return True
    return False


_PERCENT_FIRST = expression(
    r"(?:^|[\s,(;])(?:et\s+)?(?:(?:respectivement\s+)?(?:positi\w+\s+)?(?:pour|a|chez|dans)\s+)?(?:plus de\s+|environ\s+|>\s?)?(?P<p>\d{1,3}(?:[.,]\d)?\s?(?:(?:-|a)\s?\d{1,3}\s?)?%\s*(?:\([^)\n]{0,25}\)\s*)?)"
    r"(?:(?:d'entre elles|d(?:es?|e ces) (?:cellules|noyaux)(?:\s+(?:tumora\w+|marque\w+|positi\w+))*|d'entre eux)\s*)?(?:exprim\w+\s*|sont\s+marquees?\s+|positi\w+\s*)?(?:pour\s*|par\s*|d[e']\s*)?(?:ceux\s*|celui\s*)?(?:les?\s*|la\s*|l'\s*|des?\s*|aux?\s*)*(?:anticorps\s*(?:anti-?\s*)?)?(?:recepteurs?\s*)?(?:a\s+la\s*|aux?\s*|des?\s*|de\s+la\s*|d'\s*|l'\s*)*$"
)


def _set_bounds(letter: Letter, text: str, anchors: list[Anchor]) -> None:
    """Each anchor's text before and after; a percentage put before a name belongs to it."""
    sentence = anchors[0].target.sentence
    for index, anchor in enumerate(anchors):
        begin = anchors[index - 1].end if index else sentence.start
        end = anchors[index + 1].start if index + 1 < len(anchors) else sentence.end
        anchor.before, anchor.after = (begin, anchor.start), (anchor.end, end)
    for one, other in pairwise(anchors):
        between = text[one.end : other.start]
        if _CONNECTOR.match(between) or other.kind == "other":
            continue
        worded = _NEXT_WORDED.search(between)
        if worded and (
            NO_EXPRESSION.search(between, worded.start())
            or EXPRESSION.search(between, worded.start())
        ):
            one.after = (one.end, one.end + worded.start())
            other.before = (one.end + worded.start(), other.start)
            continue
        if cut := _PERCENT_OF_BRACKET.fullmatch(between) or (
            SCORE_BEFORE.search(between) if other.kind == "her2" else None
        ):
            one.after = (one.end, one.end + cut.start())
            other.before = (one.end + cut.start(), other.start)
            continue
        preposed = _PERCENT_FIRST.search(between)
        if (
            preposed
            and _LINK.search(between, preposed.end("p"))
            and (preposed.start() > 0 or _PERCENT_FIRST_SOLE.match(between))
        ):
            one.after = (one.end, one.end + preposed.start("p"))
            other.before = (one.end + preposed.start("p"), other.start)
    for anchor in anchors:
        if unit := _UNIT_OF_NAME.match(text, *anchor.after):
            anchor.after, anchor.percent = (unit.end(), anchor.after[1]), True
    _group(text, anchors)


_NEXT_WORDED = expression(
    r"(?:[,;]|\bet\b|\bmais\b)\s+(?:(?:avec|une?|la)\s+|l')*(?:absence|perte|negativite|positivite|(?:forte |faible )?(?:sur)?expression|pas d|sans\s+(?:sur)?expression)\b[^.;,]{0,80}$"
)
"""An expression worded ahead of the next name, that is not said of the one before."""
_PERCENT_OF_BRACKET = expression(r"\)\s*(?:et|,|/|;)?\s*(?:a\s+|de\s+)?\d{1,3}\s?%\s*\(")
"""The percentage of the next name in brackets: "90 % (RE) et 20 % (RP)"."""
_LINK = expression(r"[a-z]")
_PERCENT_FIRST_SOLE = expression(r"^\s*,?\s*et\b")


def _group(text: str, anchors: list[Anchor]) -> None:
    run: list[Anchor] = []
    for anchor, following in zip_longest(anchors, anchors[1:]):
        run.append(anchor)
        if (
            following is not None
            and len(run) < _GROUP
            and "other" not in (anchor.kind, following.kind)
            and _CONNECTOR.match(text[anchor.end : following.start])
        ):
            continue
        if len({_family(member) for member in run}) > 1:
            set_listed_values(text, run)
        if run[0].group:
            run = []
            continue
        scored = _SCORED.match(text, *anchor.after)
        for member in run:
            member.group = run
            if len(run) > 1 and not (scored and _family(member) != _family(anchor)):
                member.after = anchor.after
        run = []


def _family(anchor: Anchor) -> str:
    """Names that may share a score: hormone receptors, HER2 and its hybridisation, Ki67."""
    return {"er": "hormone", "pr": "hormone", "hr": "hormone", "ish": "her2"}.get(
        anchor.kind, anchor.kind
    )
