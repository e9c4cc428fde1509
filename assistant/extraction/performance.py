"""Performance status: WHO / ECOG, and Karnofsky where nothing else is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.civility import clause_before
from assistant.extraction.diary import diary_date
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

KARNOFSKY_TO_ECOG = {100: 0, 90: 0, 80: 1, 70: 1, 60: 2, 50: 2, 40: 3, 30: 3, 20: 4, 10: 4}
"""The usual correspondence (Oken 1982; other tables put 90 and 80 one grade higher): to be confirmed."""

_GRADE = expression(
    r"(?:\(0\s?(?:-|a)\s?[45]\)|[\s:=.,(\t]|(?<!\w)(?:a|initial|initialement|est|etait|de|d'|reste|restee?|evaluee?|estimee?|cotee?|stable|toujours|conserve|actuel|actuellement|etant|ce jour|du jour|mesuree?|entre|score|grade|indice|statut|stade|etait|egal|autour|"
    r"oms|ecog|ps|who|performance|status|patiente?|ameliore|alter[e]|maintenu|l'|selon|la|le|classification|echelle|passee?|par (?:le |la )?(?:dr|pr|docteur|medecin)\b[^\d\n;,:]{0,25}(?=:)|bon|inchangee?|altere|excellent|excellente|cotation|en)(?!\w)|[)])*+"
    r"(?P<low>[0-4]|o(?=[\s,.;)]|$)|zero|iv|i{1,3}|(?:un|deux|trois|quatre)(?=\s*(?:[.,;)\n]|$)))(?![\w.,]\d|\d|[°])(?![a-z])(?:\s*(?:-|/|a|ou|et|->|→|=>|puis|à)\s*(?P<high>[0-5])(?![\d.,]\d|\d|[a-z]))?"
)
_NOT_A_GRADE = expression(
    r"\s?(?:%|mg|g\b|ml|cp\b|cps\b|ampoules?|fois|/j|h\b|mois|ans\b|sem|jours?|mm|cm|lesions?|cycles?|cures?|eme|ere?\b|e\b|enfants?|grossesses?|metasta|nodules?|copies?|exemplaires?|courriers?|cd\b|semaines?|gelules?|comprimes?|ordonnances?)"
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
_VERSUS = expression(r"\b(?:contre|versus|vs|au lieu d'|alors que)\s*(?:une? |l')?$")
_STAY = expression(
    r"\b(?:a (?:l'|son )|le jour de (?:l'|son ))(?P<entry>entree|admission|arrivee)\b|\b(?:a (?:la |sa )|le jour de (?:la |sa ))(?P<leaving>sortie)\b"
)
_STAY_REACH = 300
_ENUMERATED = expression(r"\bet\b")
_BETWEEN = expression(r"\bentre\b")
_THEN = expression(
    r"\s*\(?(?:il y a [^,;.:()]{2,15}|le mois dernier|en [a-z]{3,9}|avant|auparavant|initialement|precedemment|anterieurement)\)?\s*(?:[,;/(]|puis|et)\s*(?P<now>[0-4])\s*(?:ce jour|aujourd'hui|actuellement|maintenant|a ce jour|desormais)\b"
    r"|\s*[,;/(]\s*(?:puis\s*)?(?:actuellement|ce jour|aujourd'hui|maintenant|desormais)\s*(?:a\s|de\s|:)?\s*(?P<then>[0-4])(?!\d|[.,]\d|\s?(?:cycles?|cures?|lesions?|mois|ans|mg|cp|fois))"
)
"""A former grade and the present one: "PS 1 il y a un mois, 2 ce jour"."""
_NUMERALS = {
    "zero": 0,
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "o": 0,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}


@dataclass(frozen=True, slots=True)
class _Grade:
    """A grade, the ``text[start:end]`` that states it, its date, and when of a stay it holds."""

    value: int
    start: int
    end: int
    iso: str | None
    past: bool
    moment: str | None


def read(letter: Letter) -> Iterator[Fact]:
    """The performance status (0-4); the upper grade of a range, the last one of a change."""
    targets = letter.of("PERFORMANCE")
    grades = [grade for target in targets if (grade := _grade(letter, target))]
    stay = {grade.moment for grade in grades}
    if any(not grade.past for grade in grades):
        grades = [grade for grade in grades if not grade.past or grade.iso]
    karnofsky = list(_karnofsky(letter))
    for grade in grades:
        near = next(
            (
                k
                for k, s, _ in karnofsky
                if abs(s - grade.end) < 40
                and letter.sentence_at(s).line == letter.sentence_at(grade.start).line
            ),
            None,
        )
        iso = grade.iso
        if iso is None and grade.moment == "leaving" and "entry" in stay:
            iso = letter.date
        yield letter.fact("ecog", grade.value, grade.start, grade.end, karnofsky=near, date=iso)
    if not grades:
        for value, start, end in karnofsky:
            yield letter.fact("ecog", KARNOFSKY_TO_ECOG[value], start, end, karnofsky=value)


def _grade(letter: Letter, target: Target) -> _Grade | None:
    if target.ignored:
        return None
    read = _grade_after(letter, target) or _grade_before(letter, target)
    if read is None:
        return None
    value, start, end = read
    clause = clause_before(letter, target.start)
    clause = clause[max(clause.rfind(","), clause.rfind(";")) + 1 :]
    around = clause + _CLAUSE_END.split(letter.folded[end : end + 24])[0]
    dated = _DATED.match(letter.folded, end)
    mention = next(iter(letter.dates_in(dated.end(), dated.end() + 1)), None) if dated else None
    iso = mention.iso if mention and mention.is_full else diary_date(letter, start)
    past = bool(
        _PAST_STATE.search(around)
        or _VERSUS.search(letter.folded, max(0, target.start - 20), target.start)
    )
    moment = _moment(letter, start, around) if letter.kind == "discharge" else None
    return _Grade(value, start, end, iso, past or moment == "entry", moment)


def _moment(letter: Letter, start: int, around: str) -> str | None:
    """When of a stay a grade holds, by the words next to it, or the last ones before it: entry, leaving."""
    said = list(_STAY.finditer(around)) or list(
        _STAY.finditer(letter.folded, max(0, start - _STAY_REACH), start)
    )
    return said[-1].lastgroup if said else None


def _grade_after(letter: Letter, target: Target) -> tuple[int, int, int] | None:
    folded, text = letter.ticked, letter.text
    if _NOT_PERFORMANCE.search(folded, max(0, target.start - 45), target.start):
        return None
    if target.text == "ps" and not folded[target.end : target.end + 3].strip(" :=")[:1].isdigit():
        return None
    line_end = letter.line_bounds(letter.sentence_at(target.end - 1))[1]
    match = _GRADE.match(folded, target.end, line_end)
    if match is None:
        return None
    high, end = match["high"], match.end()
    if high is not None and _ENUMERATED.search(folded, match.end("low"), match.start("high")):
        # "OMS 1 et 2 enfants" is no range, "OMS entre 1 et 2" is one.
        if not _BETWEEN.search(folded, target.end, match.start("low")):
            high, end = None, match.end("low")
    if _NOT_A_GRADE.match(folded, end) or _REQUIRED.match(folded, end):
        return None
    low = match["low"]
    if (
        low in ("o", "i", "ii", "iii", "iv")
        and not text[match.start("low") : match.end("low")].isupper()
    ):
        return None
    value = _NUMERALS[low] if low in _NUMERALS else int(low)
    if later := _THEN.match(folded, match.end(), line_end):
        return int(later["now"] or later["then"]), target.start, later.end()
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
