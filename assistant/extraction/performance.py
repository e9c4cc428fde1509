"""Performance status: WHO / ECOG, and Karnofsky where nothing else is given."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.civility import clause_before
from assistant.extraction.diary import diary_date
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

KARNOFSKY_TO_ECOG = {100: 0, 90: 0, 80: 1, 70: 1, 60: 2, 50: 2, 40: 3, 30: 3, 20: 4, 10: 4}
"""The usual correspondence (Oken 1982; other tables put 90 and 80 one grade higher): to be confirmed."""

_GRADE = expression(
    r"(?:[\s:=.,(\t]|(?<!\w)(?:a|est|etait|de|d'|reste|restee?|evaluee?|estimee?|cotee?|stable|toujours|conserve|actuel|actuellement|ce jour|du jour|mesuree?|entre|score|grade|indice|statut|stade|etait|egal|autour|"
    r"oms|ecog|ps|who|performance|status|patiente?|ameliore|alter[e]|maintenu|l'|selon|la|le|classification|echelle|passee?|bon|inchangee?|altere|excellent|excellente|cotation|en)(?!\w)|[)])*+"
    r"(?P<low>[0-4]|o(?=[\s,.;)]|$)|zero|iv|i{1,3})(?![\w.,]\d|\d|[°])(?![a-z])(?:\s*(?:-|/|a|ou|->|→|=>|puis|à)\s*(?P<high>[0-5])(?![\d.,]\d|\d|[a-z]))?"
)
_NOT_A_GRADE = expression(
    r"\s?(?:%|mg|g\b|ml|cp\b|cps\b|ampoules?|fois|/j|h\b|mois|ans\b|sem|jours?|mm|cm|lesions?|cycles?|cures?|eme|ere?\b|e\b|enfants?|grossesses?|metasta|nodules?|semaines?|gelules?|comprimes?|ordonnances?)"
)
_REQUIRED = expression(
    r"\s*(?:(?:est|sont)\s+)?(?:requise?|exigee?|necessaire|obligatoire|pour (?:l'inclusion|etre inclu|l'essai))"
)
_GRADE_BEFORE = expression(
    r"(?:(?:grade|stade|cotee?|score|statut)\s+)?(?P<low>[0-4])\s*(?:selon|sur|de|d'apres|dans|,)?\s*(?:la |l'|le )?(?:classification |echelle |score |index |indice |criteres )*(?:de |d')?(?:la |le |l')?\s*$"
)
_NOT_PERFORMANCE = expression(
    r"\b(?:classification|tumeurs?|edition|type|histolog\w*|toxicite|neutropenie|mucite|selon (?:la )?(?:classification )?(?:de )?l'|antalgiques?|paliers?|grade \d (?:de |selon ))\s*(?:de |l'|la |par |selon )*$"
)
_PAST_STATE = expression(
    r"\b(?:entree|admission|arrivee|initialement|au diagnostic|anterieur|auparavant|avant)\b"
)
_INDEX = expression(
    r"(?:[\s:=.,(]|(?<!\w)(?:a|est|de|estimee?|evaluee?|index|score|indice|autour|entre|environ|ce jour)(?!\w))*+(?:(?:\d0)\s?%?\s*(?:-|a|/)\s*)?(?P<k>100|[1-9]0)\s?%?(?!\d)"
)
_DATED = expression(r"\s*\(?(?:le|au|du|en date du)\s+")
_CLAUSE_END = expression(r"[.,;\n]")
_BEFORE_GRADE = expression(r"\d|[.,]$|\b(?:grade|stade)\b")
_SCALE_NEAR = expression(
    r"\b(?:cotee?|score|statut|sur|autonom\w*|etat general|activite|performance)\b|\("
)
_CHANGED = expression(r"passee?")
_NUMERALS = {"zero": 0, "o": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def read(letter: Letter) -> Iterator[Fact]:
    """The performance status (0-4); the upper grade of a range, the last one of a change."""
    grades: list[tuple[int, int, int, str | None, bool]] = []
    for target in letter.of("PERFORMANCE"):
        if target.ignored:
            continue
        read = _grade_after(letter, target) or _grade_before(letter, target)
        if read is None:
            continue
        value, start, end = read
        clause = clause_before(letter, target.start)
        around = (
            clause[max(clause.rfind(","), clause.rfind(";")) + 1 :]
            + _CLAUSE_END.split(letter.folded[end : end + 24])[0]
        )
        dated = _DATED.match(letter.folded, end)
        mention = next(iter(letter.dates_in(dated.end(), dated.end() + 1)), None) if dated else None
        grades.append(
            (
                value,
                start,
                end,
                mention.iso if mention and mention.is_full else diary_date(letter, start),
                bool(_PAST_STATE.search(around)),
            )
        )
    if any(not past for *_, past in grades):
        grades = [grade for grade in grades if not grade[4] or grade[3]]
    karnofsky = list(_karnofsky(letter))
    for value, start, end, iso, _ in grades:
        near = next(
            (
                k
                for k, s, _ in karnofsky
                if abs(s - end) < 40 and letter.sentence_at(s) is letter.sentence_at(start)
            ),
            None,
        )
        yield letter.fact("ecog", value, start, end, karnofsky=near, date=iso)
    if not grades:
        for value, start, end in karnofsky:
            yield letter.fact("ecog", KARNOFSKY_TO_ECOG[value], start, end, karnofsky=value)


def _grade_after(letter: Letter, target: Target) -> tuple[int, int, int] | None:
    folded, text = letter.ticked, letter.text
    if _NOT_PERFORMANCE.search(folded, max(0, target.start - 45), target.start):
        return None
    if target.text == "ps" and not folded[target.end : target.end + 3].strip(" :=")[:1].isdigit():
        return None
    line_end = letter.line_bounds(target.sentence)[1]
    match = _GRADE.match(folded, target.end, line_end)
    if (
        match is None
        or _NOT_A_GRADE.match(folded, match.end())
        or _REQUIRED.match(folded, match.end())
    ):
        return None
    low = match["low"]
    if (
        low in ("o", "i", "ii", "iii", "iv")
        and not text[match.start("low") : match.end("low")].isupper()
    ):
        return None
    value = _NUMERALS[low] if low in _NUMERALS else int(low)
    high = match["high"]
    if high is not None:
        separator = folded[match.end("low") : match.start("high")].strip()
        if separator == "/" and int(high) >= 4:
            pass
        elif (
            separator in ("->", "→", "=>", "puis", "a", "à")
            and _CHANGED.search(folded, target.start, match.end())
        ) or separator in ("->", "→", "=>", "puis"):
            value = int(high)
        elif int(high) <= 4:
            value = max(value, int(high))
    return value, target.start, match.end("high") if high is not None else match.end("low")


def _grade_before(letter: Letter, target: Target) -> tuple[int, int, int] | None:
    """The grade that stands before the name of the scale: "coté 1 sur l'échelle OMS"."""
    start = max(target.sentence.start, target.start - 60)
    match = _GRADE_BEFORE.search(letter.folded, start, target.start)
    if match is None or _BEFORE_GRADE.search(
        letter.folded, max(0, match.start() - 14), match.start("low")
    ):
        return None
    if not _SCALE_NEAR.search(letter.folded, start, target.start):
        return None
    return int(match["low"]), match.start("low"), target.end


def _karnofsky(letter: Letter) -> Iterator[tuple[int, int, int]]:
    for target in letter.of("KARNOFSKY"):
        if target.ignored:
            continue
        match = _INDEX.match(letter.folded, target.end, letter.line_bounds(target.sentence)[1])
        if match:
            yield int(match["k"]), target.start, match.end()
