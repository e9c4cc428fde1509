"""The mechanics of the spine: stability, canal, contiguous vertebrae, lying flat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.checkboxes import answer
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.spine_state import QUESTION, quoted, settle, stated
from criteria.facts import Fact

_STABLE_SINS, _UNSTABLE_SINS = 6, 13
"""SINS 0-6 stable, 7-12 indeterminate, 13-18 unstable (Fisher 2010)."""


def read(letter: Letter) -> Iterator[Fact]:
    """Instability, invasion of the canal, contiguous vertebrae, and whether the patient lies flat."""
    yield from settle(_instability(letter))
    yield from _canal(letter)
    yield from _contiguous(letter)
    yield from _lying(letter)


_OTHER_INSTABILITY = expression(
    r"microsat|genom|genet|hemodynam|tension|marche|postur|genou|epaule|cheville|emotion|psych|chromos|articul|humeur|thymi|equilibre|respirat|rotul|clinique|glycem|\bmsi\b|vesical|detrus|angor"
)
_SPINE = expression(
    r"\brachi|vertebr|neurochir|\bsins\b|mur posterieur|colonne|epidur|corps vert|\b[cdtl]\d{1,2}\b"
)
_EVOLUTION = expression(
    r"\s*(?:par rapport|depuis|comparativement|en comparaison|vs\b|avec|sous|a \d|au controle|dans le temps|d'un examen)"
)
_SCORE = expression(
    r"(?P<sign>[<>≤≥]=?|inferieur (?:ou egal )?a|superieur (?:ou egal )?a)?\s*(?P<score>\d{1,2})(?!\d|[.,]\d|\s?(?:mm|cm|%|etage|niveau|lesion|ans|gy))"
)
_SCORE_GAP = expression(
    r"(?:[\s:=(),.]|(?<!\w)(?:score|total|a|est|de|estime|evalue|cote|calcule|pour|en|sur|niveau|l'etage|etage|l'|la|le|vertebre|global|soit|[cdtls]\d{1,2}(?:\s?-\s?[cdtls]?\d{1,2})?)(?!\w))*+"
)
_OUT_OF_18 = expression(r"\b(?P<score>\d{1,2})\s*(?:/|sur)\s*18\b")


def _instability(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    targets = letter.of("INSTABILITY")
    spinal = bool(targets) and _SPINE.search(folded) is not None
    for target in targets:
        text = folded[target.start : target.end]
        around = folded[
            max(target.sentence.start, target.start - 120) : min(
                target.sentence.end, target.end + 40
            )
        ]
        if _OTHER_INSTABILITY.search(around):
            continue
        if "instab" in text:
            named = _SPINE.search(text) or re.search(
                r"mecanique|lombaire|dorsale|cervicale|thoracique", text
            )
            if not named and not (
                (text.startswith("instabilite") and spinal) or _SPINE.search(around)
            ):
                continue
            if re.search(
                r"potentiel\w*\s$", folded[max(0, target.start - 16) : target.start]
            ) or re.match(r"\s*potentielle", folded[target.end : target.end + 14]):
                continue
            if (value := stated(letter, target)) is not None:
                yield quoted(letter, "spinal_instability", value, target)
        elif (
            not target.ignored
            and not target.uncertain
            and not target.negated
            and not _EVOLUTION.match(folded, target.end, target.sentence.end)
        ):
            yield letter.fact("spinal_instability", "absent", target.start, target.end)
    scores = [
        found
        for target in letter.of("SINS")
        if not target.ignored
        for found in _scores(letter, target)
    ]
    values = [value for value, _, _ in scores]
    if values and max(values) >= _UNSTABLE_SINS:
        _, start, end = max(scores)
        yield letter.fact("spinal_instability", "present", start, end)
    elif values and max(values) <= _STABLE_SINS:
        _, start, end = scores[0]
        yield letter.fact("spinal_instability", "absent", start, end)


def _scores(letter: Letter, target: Target) -> Iterator[tuple[int, int, int]]:
    """The SINS behind its name, or the total of the table that its name heads."""
    folded = letter.folded
    line_end = letter.line_bounds(target.sentence)[1]
    gap = _SCORE_GAP.match(folded, target.end, line_end)
    match = _SCORE.match(folded, gap.end() if gap else target.end, line_end)
    if match and int(match["score"]) <= 18:
        value, sign = int(match["score"]), match["sign"] or ""
        if sign == "<" or sign == "inferieur a":
            value -= 1
        elif sign == ">" or sign == "superieur a":
            value += 1
        if not sign or sign.startswith(("<", "≤", "inf")) or value >= _UNSTABLE_SINS:
            yield value, target.start, match.end()
            return
    if (total := _OUT_OF_18.search(folded, target.end, target.end + 500)) and int(
        total["score"]
    ) <= 18:
        yield int(total["score"]), total.start(), total.end()


_PERCENT = expression(
    r"(?P<sign>[<>≤≥]=?\s*|(?:plus|au-dela|moins|superieure?|inferieure?)\s+(?:de|a)\s+)?(?P<low>\d{1,3})(?:[.,]\d+)?\s*%?\s*(?:(?:-|a|et)\s*(?P<high>\d{1,3})\s*)?%"
)
_CANAL_INVADED = expression(
    r"envahi|amput|extension|occup|reduis|reduct|obstru|empiet|refoul|epidur|recul|combl|stenos|retreci|obliter|debord|composante|protru|bomb"
)
_CANAL_FREE = expression(
    r"\s*(?:rachidien |medullaire |vertebral |lombaire |dorsal |spinal )?(?:: ?)?(?:(?:de |a )?calibre (?:normal|conserve|respecte)(?: et|,)? )?(?:est |reste |semble |demeure |sont )?(?:parfaitement |bien |partout |largement |tout a fait )*(?:libre|respecte|indemne|non envahi|preserve|permeable|sans envahissement)s?\b"
    r"|\s*n'est\s+(?:pas|ni|nullement|aucunement)\s+(?:envahi|atteint|interesse|ampute|reduit|obstrue|retreci|concerne|touche)\b"
)
_NARROW = expression(
    r"carcinom|\bin situ\b|infiltrant|galactophor|mammaire|etroit|constitutionnel|degenerat|arthros|discal|discopath|hernie|congenit|acquis|carpien|canal anal|canal inguinal|canal galacto|canal biliaire|wirsung|choledoque|canal arteriel"
)
_HEIGHT_LOSS = expression(
    r"\b(?:hauteur|tassement|plateau|du corps|corps vertebral|fracture)\b[^,;]{0,25}$"
)


def _canal(letter: Letter) -> Iterator[Fact]:
    """The share of the spinal canal that the tumour invades; 0 when it is said to be free."""
    found: list[tuple[float, Fact]] = []
    folded = letter.folded
    for target in letter.of("CANAL"):
        sentence = target.sentence
        around = folded[sentence.start : sentence.end]
        text = folded[target.start : target.end]
        if target.ignored or _NARROW.search(
            folded[max(sentence.start, target.start - 40) : target.start]
            + re.split(r"[,;]", folded[target.start : min(sentence.end, target.end + 60)])[0]
        ):
            continue
        about_invasion = bool(_CANAL_INVADED.search(around))
        free = _CANAL_FREE.match(folded, target.end, sentence.end)
        if free:
            found.append((0, letter.fact("canal_invasion", 0, target.start, free.end(), unit="%")))
            continue
        if target.negated and (
            _CANAL_INVADED.search(text) or _negated_invasion(folded, sentence.start, target)
        ):
            starts = [a for category, a, _ in target.modifiers if category == "NEGATED_EXISTENCE"]
            found.append(
                (
                    0,
                    letter.fact(
                        "canal_invasion", 0, min([target.start, *starts]), target.end, unit="%"
                    ),
                )
            )
            continue
        if not about_invasion or target.negated or QUESTION.match(folded, target.end, sentence.end):
            continue
        for match in _PERCENT.finditer(
            folded, max(sentence.start, target.start - 60), min(sentence.end, target.end + 60)
        ):
            sign = (match["sign"] or "").strip()
            value = int(match["high"] or match["low"])
            if value > 100 or sign.startswith((">", "≥", "plus", "au-dela", "sup")):
                continue
            if _HEIGHT_LOSS.search(folded[max(sentence.start, match.start() - 50) : match.start()]):
                continue
            start, end = min(match.start(), target.start), max(match.end(), target.end)
            found.append((value, letter.fact("canal_invasion", value, start, end, unit="%")))
            break
    if found:
        yield max(found, key=lambda pair: pair[0])[1]


def _negated_invasion(folded: str, start: int, target: Target) -> bool:
    """ "Pas d'envahissement ... du canal": the noun that is denied is the invasion."""
    return bool(
        re.search(
            r"\b(?:envahissement|extension|atteinte|recul|amputation|reduction|retrecissement)\b[^.;]{0,40}$",
            folded[max(start, target.start - 60) : target.start],
        )
    )


_COUNT_WORDS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_COUNT = r"(?P<n>\d{1,2}|" + "|".join(_COUNT_WORDS) + r")"
_UNIT_OF_SPINE = r"(?:vertebres?|segments?|etages?|niveaux?|corps|metameres?)"
_SIDE_BY_SIDE = r"(?:contigue?s?|adjacente?s?|consecuti(?:fs|ves|f|ve)|successi(?:fs|ves|f|ve)|voisine?s?|jointi(?:fs|ves))"
_CONTIGUOUS = expression(
    rf"\b{_COUNT}\s+(?:{_UNIT_OF_SPINE}\s+)(?:(?:vertebraux|vertebrales?|rachidiens|dorsales?|dorsaux|lombaires|cervicales|thoraciques|mobiles)\s+)?{_SIDE_BY_SIDE}\b"
    rf"|\b{_SIDE_BY_SIDE}\s+(?:sur|de|a|interessant|touchant|:)?\s*{_COUNT.replace('?P<n>', '?P<n2>')}\s+{_UNIT_OF_SPINE}"
)


def _contiguous(letter: Letter) -> Iterator[Fact]:
    """How many contiguous vertebrae are involved, where the number is worded."""
    found = []
    for match in _CONTIGUOUS.finditer(letter.folded):
        before = letter.folded[max(0, match.start() - 45) : match.start()]
        after = letter.folded[match.end() : match.end() + 20]
        if (
            re.search(
                r"\b(?:si|moins de|plus de|maximum|jusqu'a|pas|non|inferieur\w* a|superieur\w* a|au-dela de|<|>|≤|≥)\W*(?:d'atteinte (?:de )?)?$",
                before,
            )
            or "?" in after.split(".")[0]
        ):
            continue
        if re.search(r"\bnon\s+(?:contigu|adjacent|consecutif)", match.group()):
            continue
        word = match["n"] or match["n2"]
        found.append((_COUNT_WORDS.get(word) or int(word), match.start(), match.end()))
    if found:
        value, start, end = max(found)
        if 2 <= value <= 26:
            yield letter.fact("contiguous_vertebrae", value, start, end)


_CANNOT_LIE = expression(
    r"\b(?:ne (?:peut|peux|parvient|supporte|tolere|tient|reste|reussit|pourra)(?:\s+\w+)?\s+(?:pas|plus)|n'(?:arrive|est) (?:pas|plus)|n'a (?:pas|plus|jamais) (?:pu|su|tolere|supporte|reussi)|impossible|impossibilite|incapable|incapacite|intolerance|insupportable|intenable|ne (?:peut|pourra|parvient a|saurait)(?: rester)?)\b[^.;]{0,45}$"
)
_CANNOT_AFTER = expression(
    r"[^.;,]{0,40}?\b(?:lui\s+(?:est|etait|reste)\s+(?:tres\s+)?(?:penible|impossible|intolerable|insupportable|difficile)|(?<!ne )lui\s+(?:pose|cause)\s+(?:de\s+gros\s+|de\s+reels\s+|un\s+(?:vrai\s+)?|des\s+|de\s+)?(?:probleme|difficulte|gene)s?)\b|[^.;,]{0,40}?\b(?:impossible|intolerable|insupportable|non (?:tolere|supporte|possible|tenu|supportable)|n'est (?:pas|plus) (?:supportable|tolere|possible|supporte|tenable|tenu)|mal (?:tolere|supporte)|pas (?:tolere|possible|supporte)|intenable|ne peut etre)"
)
_CAN_LIE = expression(
    r"\b(?:reste|demeure|se tient|tient|s'installe|se met|se maintient)\s+(?:\w+\s+)?sans\s+(?:aucune?\s+)?(?:peine|mal|difficultes?|problemes?|gene|douleurs?|souci|effort)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:peut|supporte|tolere|tient|parvient a|arrive a|capable d\w*|accepte|possibilite d\w*|apte a|pas de difficulte (?:a|pour)|sans difficulte (?:a|pour))\s+(?:\w+\s+){0,3}(?:la |le |de |d'|a |en |se |une |s')*$"
)
_CAN_AFTER = expression(
    r"[^.;,]{0,60}?\bne\s+(?:lui\s+|leur\s+)?(?:pose|posait|cause|causait|fait|occasionne|souleve|represente)\s+(?:pas\s+de|pas|aucune?|plus\s+de)\s+(?:reelle?\s+)?(?:probleme|difficulte|gene|souci|douleur|inconfort)"
    r"|[^.;,]{0,40}?\bne\s+l[ae]\s+(?:gene|incommode|fait pas souffrir)\b|[^.;,]{0,40}?\b(?:(?:bien|parfaitement|correctement|tout a fait)?\s*(?:tolere|supporte|possible|tenue?|supportable|maintenu|accepte)e?|sans (?:difficulte|probleme|douleur|gene|dyspnee)|tenue? \d+ ?min)\b"
)


_POSSIBLE_FIELD = expression(r"\s*(?:dorsal\s+)?(?:possible|tolere|supporte|tenu)e?")


def _lying(letter: Letter) -> Iterator[Fact]:
    """Whether the patient can lie flat for a treatment; the position of an examination says nothing."""
    for target in letter.of("LYING"):
        folded = letter.ticked
        if target.ignored or not folded[target.start : target.end].strip():
            continue
        if possible := _POSSIBLE_FIELD.match(folded, target.end):
            if answered := answer(folded, possible.end(), letter.line_bounds(target.sentence)[1]):
                value = "present" if answered[0] else "absent"
                yield letter.fact("lies_flat", value, target.start, answered[1])
                return
        start = max(target.sentence.start, target.start - 70)
        before = folded[start : target.start]
        value, left, right = None, target.start, target.end
        whole = folded[target.start : target.end]
        negated_tail = re.match(
            r"(?:\s\w+){0,1}\s+(?:impossible|pas)", folded[target.end : target.end + 20]
        )
        if match := _CANNOT_LIE.search(before):
            value, left = "absent", start + match.start()
        elif match := _CANNOT_AFTER.match(folded, target.end, target.sentence.end):
            value, right = "absent", match.end()
        elif match := _CAN_LIE.search(before):
            value, left = "present", start + match.start()
        elif (
            match := _CAN_AFTER.match(folded, target.end, target.sentence.end)
        ) and not negated_tail:
            value, right = "present", match.end()
        elif re.match(r"(?:tient|reste) ", whole) and not target.negated:
            value = (
                "present"
                if re.search(r"(?:allonge|couche|a plat)", whole)
                and re.match(
                    r"[^.;]{0,30}\b(?:minutes?|min|sans)\b", folded[target.end : target.end + 45]
                )
                else None
            )
        if value is not None:
            yield letter.fact("lies_flat", value, left, right)
            return
