"""Judgement: what the words for a lesion are worth, a metastasis, a suspicion, or something seen."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.metastases_model import Assertion, Clause, is_strong, plain

FEARED = expression(
    r"(?:\s+\w+){0,3}?\s+(?:est|sont|reste\w*|semble\w*|parait|paraissent)\s+(?:\w+\s+)?(?:a\s+craindre|possibles?|probables?|vraisemblables?|suspectee?s?|redoutee?s?|discute\w*|discutables?|incertaine?s?)\b"
    r"|(?:\s+\w+){0,3}?,?\s+jusqu'a\s+preuve\s+du\s+contraire\b"
    r"|(?:\s+\w+){0,3}?\s+(?:reste\w*|est|sont)\s+a\s+(?:confirmer|demontrer|prouver|affirmer|etablir)\b"
    r"|(?:\s+\w+){0,3}?\s+n'(?:est|a)\s+pas\s+(?:ete\s+)?(?:certaine?|prouvee?|confirmee?|etablie?|formelle?|formellement)\b"
)
"""Words behind a lesion that make it only possible ("... est probable")."""
_LIKELY = expression(
    r"\b(?:prob|poss|probablement|possiblement|vraisemblablement|peut-etre|potentiellement)\.?\s+$"
)
_CHARACTER_OPEN = expression(
    r"\s+(?:ne\s+)?(?:peut|peuvent|saurait|reste\w*|est)\s+[^.;]{0,20}\b(?:exclu|elimin|ecart)"
)
_GROWTH = expression(
    r"\b(?:apparition|augmentation|majoration|croissance|nouvel\w+|sous\s+forme)\b"
)
_CARCINOMA_IN = expression(
    r"\b(?:atteinte|infiltration|envahissement)\b(?:(?!\b(?:non|pas)\b)[^.;:]){0,40}?\b(?:prouve|confirme)e?s?\s+(?:par|a\s+la|au|sur|histolog|cytolog)|"
    r"\b(?:localisations?|atteinte|infiltration|envahissement|lesions?|nodules?)\b[^.;:]{0,50}?\b(?:d'un|par\s+un|du|de\s+son)\s+(?:adeno)?carcinome"
    r"|\bbiops(?:iee?s?|ie)\b[^.;]{0,30}?\b(?:adeno)?carcinome\s+(?:mammaire|d'origine\s+mammaire|du\s+sein)"
    r"|\ben\s+rapport\s+avec\s+(?:l[ea]|son|sa|un|une)\s+(?:cancer|carcinome|adenocarcinome|primitif|neo\w*|maladie)"
)
_DUE_TO = expression(r"\s+(?:a|au|aux)\s")
_NOT = expression(r"\b(?:non|peu|pas)\s+$")
_OR = expression(r"\bou\b|\?|\bversus\b|\bvs\b")
_NO_TARGET = expression(r"\b(?:volumes?|organes?|doses?|inr|taux|valeurs?|poids|population)\s+$")
_TARGET = expression(r"(?:cibles?|ln?c\d?)\b")
_HEADS = expression(r"evolution\s*:")
"""The heading of what follows ("Évolution : pneumopathie du lobe inférieur")."""
_SUSPICION = expression(
    r"\b(?:suspicion|suspect\w*|doute|craindre|crainte)\b"
    r"|\bne\s+(?:peut|permet)\w*[^.;]{0,20}\b(?:exclure|eliminer|ecarter)\b"
)


def judge(letter: Letter, clause: Clause) -> tuple[Assertion, bool, bool]:
    """What the clause asserts, whether it only counts for a known metastasis, whether its words are strong."""
    values = {t.value or "" for t in clause.lesions}
    folded = letter.folded
    strong = (
        any(is_strong(t) for t in clause.lesions)
        or _is_localisation(folded, clause)
        or _is_target(folded, clause)
    )
    qualifiers = [
        t
        for t in letter.inside(clause.sentence, "MET_QUALIFIER")
        if clause.start <= t.start < clause.end
    ]
    secondary = any(
        t.value == "secondary" and not _DUE_TO.match(folded, t.end, t.end + 5) for t in qualifiers
    )
    suspect = [t for t in qualifiers if t.value == "suspect" and not _says_non(folded, t)]
    benign = [
        t
        for t in letter.inside(clause.sentence, "MET_BENIGN")
        if clause.start <= t.start < clause.end and not t.negated and not _says_non(folded, t)
    ]
    weak = values - {"recur", "micro"} != set()
    if secondary and any(
        FEARED.match(folded, t.end, clause.end)
        or _CHARACTER_OPEN.match(folded, t.end, clause.end)
        or _LIKELY.search(folded, max(clause.start, t.start - 24), t.start)
        for t in qualifiers
        if t.value == "secondary"
    ):
        return (
            Assertion.SUSPECTED if clause.assertion is Assertion.PRESENT else clause.assertion,
            False,
            True,
        )
    strong = strong or (clause.listed and weak)
    if strong or (secondary and weak and not values <= {"recur", "micro"}):
        if clause.assertion is Assertion.PRESENT and (
            _suspect_bears(folded, clause, suspect) or (benign and _alternative(folded, clause))
        ):
            return Assertion.SUSPECTED, False, True
        return clause.assertion, False, True
    if (
        "recur" in values
        and clause.assertion is not Assertion.ABSENT
        and _relapse_in(folded, clause)
    ):
        return clause.assertion, False, clause.assertion is not Assertion.NOTHING
    if (
        values <= {"lesion", "involvement", "node", "lytic"}
        and clause.assertion is not Assertion.ABSENT
    ):
        if _CARCINOMA_IN.search(folded, clause.anchor, clause.end):
            return clause.assertion, False, True
    if values <= {"recur"}:
        if all(_HEADS.match(folded, t.start) for t in clause.lesions):
            return Assertion.NOTHING, False, False
        if clause.places and all(p.value == "skin" for p in clause.places):
            return Assertion.NOTHING, False, False
        if clause.assertion is Assertion.ABSENT:
            return Assertion.NOTHING, False, False
        return clause.assertion, False, clause.assertion is not Assertion.NOTHING
    if clause.assertion is Assertion.ABSENT:
        return _absent(clause, values, bool(suspect), bool(benign)), False, False
    if clause.assertion is Assertion.NOTHING:
        return Assertion.NOTHING, False, False
    if benign and not suspect:
        return Assertion.NOTHING, False, False
    if suspect or _suspicion(folded, clause):
        return Assertion.SUSPECTED, False, False
    seen = values & {"lesion", "lytic", "node", "involvement"}
    if "finding" in values and (
        any(p.value == "bone" for p in clause.places)
        or any(folded.startswith("foyers", t.start) for t in clause.lesions)
    ):
        seen = values
    return Assertion.NOTHING, bool(seen), False


def _is_localisation(folded: str, clause: Clause) -> bool:
    """Whether "localisation" stands right before its organ ("localisations osseuses multiples")."""
    return any(
        folded.startswith("localisation", t.start)
        and any(
            1 <= p.start - t.end <= 2
            and "_" not in p.value
            and p.value not in ("region", "regional")
            for p in clause.places
        )
        for t in clause.lesions
    )


def _is_target(folded: str, clause: Clause) -> bool:
    """Whether lesions are followed as targets, which only metastases are ("3 cibles hépatiques")."""
    return clause.assertion is Assertion.PRESENT and any(
        _TARGET.match(folded, t.start) and not _NO_TARGET.search(folded, clause.start, t.start)
        for t in clause.lesions
    )


def _relapse_in(folded: str, clause: Clause) -> bool:
    """Whether a relapse or progression is said to be in an organ ("rechute hépatique")."""
    for target in clause.lesions:
        if target.value != "recur" or _HEADS.match(folded, target.start):
            continue
        for place in clause.places:
            if place.value in ("regional", "region", "skin", "none", "brain_lobe"):
                continue
            gap = folded[target.end : max(target.end, place.start)]
            if place.start >= target.end and (
                len(gap) <= 30 or (len(gap) <= 110 and _GROWTH.search(gap))
            ):
                return True
    return False


def _suspect_bears(folded: str, clause: Clause, suspect: list[Target]) -> bool:
    """Whether a word of suspicion bears on the metastasis rather than on something else.

    "Fracture pathologique sur métastase" doubts nothing.
    """
    return any(
        min(abs(t.start - lesion.end) for lesion in clause.lesions) <= 60
        and t.start > clause.lesions[0].start
        and not folded.startswith("pathologi", t.start)
        for t in suspect
    )


def _says_non(folded: str, target: Target) -> bool:
    return _NOT.search(folded, max(0, target.start - 6), target.start) is not None


def _alternative(folded: str, clause: Clause) -> bool:
    return _OR.search(folded, clause.anchor, clause.end) is not None


def _suspicion(folded: str, clause: Clause) -> bool:
    return clause.assertion is Assertion.SUSPECTED and bool(
        _SUSPICION.search(folded, clause.start, clause.lesions[-1].start)
    )


def _absent(clause: Clause, values: set[str], suspect: bool, benign: bool) -> Assertion:
    if values & {"lesion", "lytic", "node", "involvement"}:
        return Assertion.ABSENT
    if values & {"finding"} and (
        suspect
        or any(
            plain(p).value in ("bone", "spine", "brain", "liver", "lung", "meninges")
            for p in clause.places
        )
    ):
        return Assertion.ABSENT
    return Assertion.ABSENT if suspect and values & {"finding", "vague"} else Assertion.NOTHING
