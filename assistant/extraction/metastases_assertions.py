"""Assertions: what a clause says of its lesions, present, absent, suspected or nothing.

ConText finds the words that negate, doubt, suppose or speak of a relative; here the
structure of the clause decides which of them are about its lesions.
"""

from __future__ import annotations

import itertools
import re

from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.metastases_clauses import (
    BREAK,
    STRONG,
    Assertion,
    Clause,
    is_strong,
    segment,
    window,
)

_NO_CHANGE = re.compile(
    r"\b(?:pas|absence|sans|aucune?)\s+(?:de\s+|d')?(?:\w+\s+)?(?:progression|evolution|evolutivite|reprise)\b"
)
_FAMILY = re.compile(
    r"\b(?:(?:meres?|peres?)(?!\s+de\s+(?:\w+\s+){0,2}(?:enfants?|filles?|fils|famille))|soeurs?|freres?|tantes?|oncles?|cousine?s?|grand-?\s?mere|grand-?\s?pere|grands-parents|niece|neveu|filles?|fils|mari|amie?s?|voisine?s?|collegues?|"
    r"conjoint|antecedents?\s+familiaux|atcd\s+fam\w*)\b"
)
_COMPANION = re.compile(
    r"\b(?:accompagnee?s?|vient|venue?|presente?s?|vit|habite|avec|par|pour|parle\w*|informe\w*|voir)\s+(?:de\s+|d'|a\s+|avec\s+|chez\s+)?"
    r"(?:sa|son|ses|la|le|une?|leur)\s+$|\b(?:presence|accord|demande|aide|compagnie|inquietude)\s+de\s+(?:sa|son)\s+$|(?:et|,)\s+(?:sa|son)\s+$|\b(?:ma|mes|chere?)\s+$"
)
_HYPOTHETICAL = re.compile(
    r"(?<!meme )\bs(?:i\b|'ils?\b)|\ben\s+cas\b|\ba\s+la\s+recherche\b|\brecherch\w+\s+(?:de\s|d'|une?\s|des\s|(?=meta|lesion|localis|adeno))|"
    r"\bsous\s+reserve\b|\bverifi\w+\b|\bs'assurer\b|\ba\s+condition\b|\ben\s+l'absence\b|\bavant\s+d[e']\s?(?:retenir|conclure|affirmer|parler)|\bou\s+d'ecarter\b|\bconfirmer\s+l'absence\b|"
    r"\bpour\s+(?:eliminer|exclure|ecarter|rechercher|depister)|\bafin\s+d|\bquestion\s+d|\bpourrai(?:en)?t\s+(?:apparaitre|survenir|developper)"
)
_HYPOTHETICAL_NEAR = re.compile(
    r"\b(?:risques?|prevention|depistage|crainte|peur|hantee?|survenue|apparition\s+(?:eventuelle|de\s+novo)|(?:retard\w+|prevenir|previen\w+|evit\w+|empech\w+)(?:\s+l'(?:apparition|evolution)|\s+la\s+survenue)?)\s+(?:\w+\s+)?(?:de\s+|d'|des\s+|du\s+)"
    r"(?:\w+\s+){0,2}$"
    r"|\b(?:elle|patiente|madame|mme\s+\w+)\s+(?:a\s+(?:tres\s+)?peur|craint|redoute|apprehende|s'inquiete|s'angoisse)\s+(?:\w+\s+)?(?:de\s+|d'|des\s+|une\s+|du\s+)"
    r"(?:\w+\s+){0,2}$"
)
_REQUESTED = re.compile(
    r"\b(?:demande\w*|prescri\w+|prevue?s?|programme\w*|a\s+(?:faire|prevoir|programmer|demander|realiser)|en\s+attente|attendue?s?)\b"
)
_SEARCH = re.compile(r"\b(?:recherche|bilan|depistage)\b")
_FOUND = re.compile(r"\bnegati\w*|:\s*pas\b|\bn'a\s+pas\b|\bne\s+(?:montre|retrouve|met)")
_OTHER_CANCER = re.compile(
    r"\b(?:cancers?|carcinomes?|adenocarcinomes?|neo|k|tumeurs?|melanome|lymphome|sarcome)\s+(?:\w+\s+){0,2}?(?:du\s+|de\s+la\s+|de\s+l'|des\s+|de\s+|d')?"
    r"(?:poumons?|pulmonaire|bronchique|broncho-pulmonaire|colon|colique|colo-?\s?rectal\w*|rectum|rectal|prostate?|prostatique|ovaires?|ovarien|pancreas|"
    r"pancreatique|rein|renal|thyroide|thyroidien|vessie|estomac|gastrique|endometre|uterus|col\s+uterin|orl|hepatocellulaire|hepato-cellulaire|"
    r"epidermoide|cutane|testicule|urothelial\w*)\b|\b(?:melanome|lymphome|sarcome|myelome|leucemie)\b"
)
_IGNORED_DOUBT = re.compile(
    r"a\s+(?:surveiller|controler|recontroler|caracteriser)|d'interpretation|a\s+type\s+d"
)
_TREATMENT_WORD = re.compile(
    r"\b(?:radiother\w+|stereotax\w+|irradi\w+|chirurg\w+|traite\w+|chimio\w*|hormono\w*|essais?|inclusion|biops\w+|exerese|resection|"
    r"radiofreq\w+|ablation|thermo\w+|cimento\w+|vertebroplast\w+|avis|rcp|ponction\w*|discut\w+|controle|poursui\w+)\b"
)
_UNCHECKED = re.compile(r"(?:\[\s?\]|☐|□)\s?$")
_FEARED = re.compile(
    r"(?:\s+\w+){0,3}?\s+(?:est|sont|reste\w*|semble\w*|parait|paraissent)\s+(?:\w+\s+)?(?:a\s+craindre|possibles?|probables?|vraisemblables?|suspectee?s?|redoutee?s?|discute\w*|discutables?|incertaine?s?)\b"
    r"|(?:\s+\w+){0,3}?\s+(?:reste\w*|est|sont)\s+a\s+(?:confirmer|demontrer|prouver|affirmer|etablir)\b"
    r"|(?:\s+\w+){0,3}?\s+n'(?:est|a)\s+pas\s+(?:ete\s+)?(?:certaine?|prouvee?|confirmee?|etablie?|formelle?|formellement)\b"
)
_OPENING = re.compile(r"\(|\s?:")
_LIST_JOINT = re.compile(r"(?:,|;|/|\+|\bet|\bpuis|\bainsi\s+que)\s*$")
_LIKELY = re.compile(
    r"\b(?:prob|poss|probablement|possiblement|vraisemblablement|peut-etre|potentiellement)\.?\s+$"
)
_CHARACTER_OPEN = re.compile(r"\s+(?:ne\s+)?(?:peut|peuvent|saurait|reste\w*|est)\s+[^.;]{0,20}\b(?:exclu|elimin|ecart)")
_OF = re.compile(r"\b(?:d'un|de\s+son|de\s+ce|du|d')\s*$")
_NONE = re.compile(r"(?<![\d.,])(?:0|zero|ø)\s+$")
_DENIED = re.compile(r"\b(?:sans|aucune?|pas\s+d['e]|absence\s+d['e])\s?(?:autre\s+)?$")
_OTHERS = re.compile(r"\b(?:autres?|supplementaires?|additionnel\w*)\b")
_NOVEL = re.compile(r"\b(?:nouvel(?:le|les)?|nvelles?|nvlles?|nouveaux?)\b")
_NOT_EXCLUDED = re.compile(
    r"\b(?:ne\s+(?:peut|peuvent|saurait|semble|permet\w*)|n'(?:est|a|ont|etant)|non|sans\s+pouvoir|impossible)\b[^.;]{0,40}\b(?:exclu|elimin|ecart)"
)
_GONE = re.compile(r"\b(?:disparition|disparu\w*|regression|negativation|normalisation|plus)\b")


_GROWTH = re.compile(
    r"\b(?:apparition|augmentation|majoration|croissance|nouvel\w+|sous\s+forme)\b"
)
_CARCINOMA_IN = re.compile(
    r"\b(?:localisations?|atteinte|infiltration|envahissement|lesions?|nodules?)\b[^.;:]{0,50}?\b(?:d'un|par\s+un|du|de\s+son)\s+(?:adeno)?carcinome"
    r"|\bbiops(?:iee?s?|ie)\b[^.;]{0,30}?\b(?:adeno)?carcinome\s+(?:mammaire|d'origine\s+mammaire|du\s+sein)"
    r"|\ben\s+rapport\s+avec\s+(?:l[ea]|son|sa|un|une)\s+(?:cancer|carcinome|adenocarcinome|primitif|neo\w*|maladie)"
)


def clauses_of(letter: Letter, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that hold a lesion or an organ, with their assertion."""
    clauses = segment(letter, sentence)
    for clause in clauses:
        _assert(letter, clause)
    for before, clause in itertools.pairwise(clauses):
        clause.listed = _is_listed(letter.folded, before, clause)
    return clauses


def _is_listed(folded: str, before: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with the list of lesions of a metastatic disease."""
    if not (before.lesions and clause.lesions) or before.assertion is not Assertion.PRESENT:
        return False
    if before.listed:
        begin = before.start
    else:
        stated = [t.end for t in before.lesions if t.value in ("strong", "disease")]
        opening = _OPENING.search(folded, stated[0], clause.start) if stated else None
        if opening is None:
            return False
        begin = opening.start()
    between = folded[begin : clause.start]
    return ")" not in between[between.rfind("(") :] and bool(
        _LIST_JOINT.search(folded, before.start, clause.start)
    )


def _assert(letter: Letter, clause: Clause) -> None:
    if not clause.lesions:
        return
    folded = letter.folded
    first = clause.lesions[0].start
    if _UNCHECKED.search(folded, max(clause.sentence.start, first - 6), first):
        return
    begin = window(clause)
    if _is_someone_else(letter, clause) or _asks(folded, clause):
        return
    before = folded[clause.start : first]
    around = max(clause.start, first - 30), min(clause.end, clause.lesions[0].end + 14)
    clause.other = bool(_OTHERS.search(folded, *around))
    novel = bool(_NOVEL.search(folded, *around))
    denied = any(
        _denies(folded, clause, target, start, end)
        for target in clause.lesions
        for name, start, end in target.modifiers
        if name == "NEGATED_EXISTENCE" and target.start < start < clause.end
    )
    if _NO_CHANGE.search(folded, clause.start, first + 16) and not any(
        t.value in ("strong", "lesion", "node") for t in clause.lesions
    ):
        return
    doubted = any(_is_doubted(letter, clause, target) for target in clause.lesions)
    if _NONE.search(folded, max(clause.start, first - 8), first):
        clause.assertion = Assertion.ABSENT
        return
    if (
        clause.lesions[0].value != "recur"
        and _DENIED.search(folded, max(clause.start, first - 32), first)
        and not _NOT_EXCLUDED.search(folded, clause.start, first)
    ):
        clause.assertion = Assertion.NOTHING if novel else Assertion.ABSENT
        return
    if denied or any(start < first for start, _ in clause.negations):
        clause.assertion = Assertion.NOTHING if novel or _GONE.search(before) else Assertion.ABSENT
        return
    other = _OTHER_CANCER.search(folded, clause.lesions[-1].end, clause.end)
    if other and _OF.search(folded, clause.lesions[-1].end, other.start()):
        return
    if _OTHER_CANCER.search(folded, begin, clause.end) and not re.search(
        r"\bsein\b|mammaire", folded[begin : clause.end]
    ):
        return
    if not any(t.value in STRONG for t in clause.lesions) and re.search(
        r"(?<!non )\bindemnes?\b", folded[clause.anchor : clause.end]
    ):
        clause.assertion = Assertion.ABSENT
        return
    clause.assertion = Assertion.SUSPECTED if doubted else Assertion.PRESENT


def _denies(folded: str, clause: Clause, target: Target, start: int, end: int) -> bool:
    """Whether a negation behind a lesion is about it ("métastases : non"), not about a receptor."""
    gap = folded[target.end : start]
    if _NOT_EXCLUDED.search(folded, target.end, end):
        return False
    if len(gap) > 60 or re.search(r"[,(]|-$|:.*\w", gap):
        return False
    if folded[start:end].startswith("negati"):
        return bool(_SEARCH.search(folded, window(clause), target.start))
    return True


def _is_someone_else(letter: Letter, clause: Clause) -> bool:
    """Whether the statement is about a relative."""
    if clause.sentence.section == "family_history":
        return True
    folded, sentence = letter.folded, clause.sentence
    for match in _FAMILY.finditer(folded, window(clause), clause.lesions[-1].start):
        if not _COMPANION.search(folded, max(sentence.start, match.start() - 40), match.start()):
            return True
    return bool(
        re.search(r"\bchez\s+(?:sa|son|la|le|une?)\s+", folded[clause.lesions[0].end : clause.end])
    ) and any(t.family for t in clause.lesions)


def _asks(folded: str, clause: Clause) -> bool:
    """Whether the clause is a hypothesis or what an examination looks for."""
    begin, first = window(clause), clause.lesions[0].start
    for cut in BREAK.finditer(folded, begin, first):
        if folded[cut.start()] in ";|":
            begin = cut.end()
    match = _HYPOTHETICAL.search(folded, begin, first + 4)
    if match and not _FOUND.search(folded, match.end(), clause.end):
        return True
    if (
        match
        and "recherche" in match.group()
        and re.search(r"negati|: pas|absence", folded[first : clause.end])
    ):
        return False
    if _HYPOTHETICAL_NEAR.search(folded, max(begin, first - 45), first):
        return True
    asking = clause.sentence.section in ("indication", "technique") or _REQUESTED.search(
        folded, begin, first
    )
    return bool(asking) and folded.find("?", first, min(len(folded), clause.end + 2)) >= 0


def _is_doubted(letter: Letter, clause: Clause, target: Target) -> bool:
    """Whether something of the clause makes the lesion only possible."""
    folded = letter.folded
    if re.search(
        r"\b(?:suspicion|susp|suspect\w*|doute)\.?\s*(?:\w+\s+)?$",
        folded[max(clause.start, target.start - 25) : target.start],
    ):
        return True
    concluded = clause.sentence.section == "conclusion"
    if not concluded and target.value == "strong" and re.search(
        r"\baspects?\s+(?:de|d'une?)\s*$", folded[max(clause.start, target.start - 15) : target.start]
    ):
        return True
    after = folded[target.end : min(clause.end, target.end + 140)]
    excluded = _NOT_EXCLUDED.search(after)
    if excluded and "carcinom" not in after[: excluded.start()]:
        return True
    if _FEARED.match(after):
        return True
    for name, start, end in target.modifiers:
        if name != "POSSIBLE_EXISTENCE" or not clause.start <= start < clause.end + 1:
            continue
        low, high = (end, target.start) if end <= target.start else (target.end, start)
        text, gap = folded[start:end], folded[low:high]
        if len(gap) > 90 or _IGNORED_DOUBT.match(text):
            continue
        if low == target.end and "(" in gap and ")" not in gap and "carcinom" in gap:
            continue
        near = folded[max(clause.start, target.start - 40) : target.start]
        if _TREATMENT_WORD.search(gap) or (low == target.end and _TREATMENT_WORD.search(near)):
            continue
        return True
    return False


def judge(letter: Letter, clause: Clause) -> tuple[Assertion, bool, bool]:
    """What the clause asserts, whether it only counts for a known metastasis, whether its words are strong."""
    values = {t.value or "" for t in clause.lesions}
    folded = letter.folded
    strong = any(is_strong(t) for t in clause.lesions) or _is_localisation(folded, clause)
    qualifiers = [
        t
        for t in letter.inside(clause.sentence, "MET_QUALIFIER")
        if clause.start <= t.start < clause.end
    ]
    secondary = any(
        t.value == "secondary" and not re.match(r"\s+(?:a|au|aux)\s", folded[t.end : t.end + 5])
        for t in qualifiers
    )
    suspect = [t for t in qualifiers if t.value == "suspect" and not _says_non(folded, t)]
    benign = [
        t
        for t in letter.inside(clause.sentence, "MET_BENIGN")
        if clause.start <= t.start < clause.end and not t.negated
    ]
    weak = values - {"recur", "micro"} != set()
    if secondary and any(
        _FEARED.match(folded, t.end, clause.end)
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
    if values <= {"lesion", "involvement", "node"} and clause.assertion is not Assertion.ABSENT:
        if _CARCINOMA_IN.search(folded, clause.anchor, clause.end):
            return clause.assertion, False, True
    if values <= {"recur"}:
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


def _relapse_in(folded: str, clause: Clause) -> bool:
    """Whether a relapse or progression is said to be in an organ ("rechute hépatique")."""
    for target in clause.lesions:
        if target.value != "recur":
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
    return bool(
        re.search(r"\b(?:non|peu|pas)\s+$", folded[max(0, target.start - 6) : target.start])
    )


def _alternative(folded: str, clause: Clause) -> bool:
    return bool(re.search(r"\bou\b|\?|\bversus\b|\bvs\b", folded[clause.anchor : clause.end]))


def _suspicion(folded: str, clause: Clause) -> bool:
    before = folded[clause.start : clause.lesions[-1].start]
    return clause.assertion is Assertion.SUSPECTED and bool(
        re.search(
            r"\b(?:suspicion|suspect\w*|doute|craindre|crainte)\b"
            r"|\bne\s+(?:peut|permet)\w*[^.;]{0,20}\b(?:exclure|eliminer|ecarter)\b",
            before,
        )
    )


def _absent(clause: Clause, values: set[str], suspect: bool, benign: bool) -> Assertion:
    if values & {"lesion", "lytic", "node", "involvement"}:
        return Assertion.ABSENT
    if values & {"finding"} and (
        suspect
        or any(
            p.value in ("bone", "spine", "brain", "liver", "lung", "meninges")
            for p in clause.places
        )
    ):
        return Assertion.ABSENT
    return Assertion.ABSENT if suspect and values & {"finding", "vague"} else Assertion.NOTHING
