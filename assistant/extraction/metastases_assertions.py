"""Assertions: what a clause says of its lesions, present, absent, suspected or nothing.

ConText finds the words that negate, doubt, suppose or speak of a relative; here the
structure of the clause decides which of them are about its lesions.
"""

from __future__ import annotations

import itertools

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.metastases_clauses import segment, told_sentences
from assistant.extraction.metastases_judgement import FEARED
from assistant.extraction.metastases_model import SITES, STRONG, Assertion, Clause, window

_NO_CHANGE = expression(
    r"\b(?:pas|absence|sans|aucune?)\s+(?:de\s+|d')?(?:\w+\s+)?(?:progression|evolution|evolutivite|reprise)\b"
)
_FAMILY = expression(
    r"\b(?:(?:meres?|peres?)(?!\s+de\s+(?:\w+\s+){0,2}(?:enfants?|filles?|fils|famille))|soeurs?|freres?|tantes?|oncles?|cousine?s?|grand-?\s?mere|grand-?\s?pere|grands-parents|niece|neveu|filles?|fils|mari|amie?s?|voisine?s?|collegues?|"
    r"conjoint|antecedents?\s+familiaux|atcd\s+fam\w*)\b"
)
_COMPANION = expression(
    r"\b(?:accompagnee?s?|vient|venue?|presente?s?|vit|habite|avec|par|pour|parle\w*|informe\w*|voir)\s+(?:de\s+|d'|a\s+|avec\s+|chez\s+)?"
    r"(?:sa|son|ses|la|le|une?|leur)\s+$|\b(?:presence|accord|demande|aide|compagnie|inquietude)\s+de\s+(?:sa|son)\s+$|(?:et|,)\s+(?:sa|son)\s+$|\b(?:ma|mes|chere?)\s+$"
)
_ILL = expression(
    r"\s+(?:\w+\s+)?(?:decede|mort|atteint|traite|suivi|soigne|souffr|ayant|porteu|qui\s+a\b)\w*"
)
_CLINICAL = expression(
    r"\b(?:signes?\s+(?:cliniques?|fonctionnels?|neurologiques?|d'appel)|symptom\w+|manifestations?|plaintes?|points?\s+d'appel|argument\s+clinique|douleurs?)\b(?!\s*(?:,|ou|ni|et|/)\s*(?:para|radio|bio|scano|d'imagerie|ima|tep))"
)
_HYPOTHETICAL = expression(
    r"(?<!meme )\bsi\b|(?<!meme )\bs'ils?\b|\ben[ \n]cas\b|\ba\s+la\s+recherche\b|\brecherch\w+\s+(?:de\s|d'|une?\s|des\s|(?=meta|lesion|localis|adeno))|"
    r"\bsous\s+reserve\b|\bverifi\w+\b|\bs'assurer\b|\ba\s+condition\b|\ben\s+l'absence\b|\bavant\s+d[e']\s?(?:retenir|conclure|affirmer|parler)|\bou\s+d'ecarter\b|(?:[:.,;(-]\s+|\ba\s|\bfaut\s|\bdoit\s)(?:eliminer|exclure|ecarter|rechercher)\s+(?:une?|des|d'|toute)\b|\bconfirmer\s+l'absence\b|"
    r"\bpour\s+(?:eliminer|exclure|ecarter|rechercher|depister)|\bafin\s+d|\bquestion\s+d|\bpourrai(?:en)?t\s+(?:apparaitre|survenir|developper)"
)
_HYPOTHETICAL_NEAR = expression(
    r"\b(?:risques?|prevention|depistage|crainte|peur|hantee?|survenue|apparition\s+(?:eventuelle|de\s+novo)|(?:retard\w+|prevenir|previen\w+|evit\w+|empech\w+)(?:\s+l'(?:apparition|evolution)|\s+la\s+survenue)?)\s+(?:\w+\s+)?(?:de\s+|d'|des\s+|du\s+)"
    r"(?:\w+\s+){0,2}$"
    r"|\b(?:elle|patiente|madame|mme\s+\w+)\s+(?:a\s+(?:tres\s+)?peur|craint|redoute|apprehende|s'inquiete|s'angoisse)\s+(?:\w+\s+)?(?:de\s+|d'|des\s+|une\s+|du\s+)"
    r"(?:\w+\s+){0,2}$"
)
_REQUESTED = expression(
    r"\b(?:demande\w*|prescri\w+|prevue?s?|programme\w*|a\s+(?:faire|prevoir|programmer|demander|realiser)|en\s+attente|attendue?s?)\b"
)
_QUESTION = expression(r"\bquestions?\s*(?:posees?)?\s*:")
_SEARCH = expression(r"\b(?:recherche|bilan|depistage)\b")
_FOUND = expression(r"\bnegati\w*|:\s*pas\b|\bn'a\s+pas\b|\bne\s+(?:montre|retrouve|met)")
_OTHER_CANCER = expression(
    r"\b(?:cancers?|carcinomes?|adenocarcinomes?|neo|k|tumeurs?|melanome|lymphome|sarcome)\s+(?:\w{1,20}\s+){0,2}?(?:du\s+|de\s+la\s+|de\s+l'|des\s+|de\s+|d')?"
    r"(?:poumons?|pulmonaire|bronchique|broncho-pulmonaire|colon|colique|colo-?\s?rectal\w*|rectum|rectal|prostate?|prostatique|ovaires?|ovarien|pancreas|"
    r"pancreatique|rein|renal|thyroide|thyroidien|vessie|estomac|gastrique|endometre|uterus|col\s+uterin|orl|hepatocellulaire|hepato-cellulaire|"
    r"epidermoide|cutane|testicule|urothelial\w*)\b|\b(?:melanome|lymphome|sarcome|myelome|leucemie)\b"
)
_IGNORED_DOUBT = expression(
    r"a\s+(?:surveiller|controler|recontroler|caracteriser)|d'interpretation|a\s+type\s+d"
)
_COMPARED = expression(r"(?:vs\.?|versus)\s*\d")
_CONFIRMED = expression(
    r"(?:(?!\b(?:non|pas|jamais|sera|doit|reste|sans)\b)[^.;,]){0,50}?\b(?:confirmee?s?|prouvee?s?|averee?s?)\b"
)
_TREATMENT_WORD = expression(
    r"\b(?:radiother\w+|stereotax\w+|irradi\w+|chirurg\w+|traite\w+|chimio\w*|hormono\w*|essais?|inclusion|biops\w+|exerese|resection|"
    r"radiofreq\w+|ablation|thermo\w+|cimento\w+|vertebroplast\w+|avis|rcp|ponction\w*|discut\w+|controle|poursui\w+)\b"
)
_UNCHECKED = expression(r"(?:\[\s?\]|☐|□)\s?$")
_GOES_ON = expression(
    r"\s*(?:[;,]\s*)?(?:et\s+)?(?:(?P<then>puis|ensuite|secondairement)\s+(?:(?:au|aux|a\s+la|l[ea]s?)\s+|l')?)?"
)
_OPENING = expression(r"\(|\s?:")
_LIST_JOINT = expression(r"(?:,|;|/|\+|\bet|\bpuis|\bainsi\s+que)\s*$")
_OF = expression(r"\b(?:d'un|de\s+son|de\s+ce|du|d')\s*$")
_NONE = expression(r"(?<![\w.,])(?:0|zero|ø)\s+$")
_DENIED = expression(r"\b(?:sans|aucune?|pas\s+d['e]|absence\s+d['e])\s?(?:autre\s+)?$")
_OTHERS = expression(r"\b(?:autres?|supplementaires?|additionnel\w*)\b")
_NOVEL = expression(r"\b(?:nouvel(?:le|les)?|nvelles?|nvlles?|nouveaux?)\b")
_NOT_EXCLUDED = expression(
    r"\b(?:ne\s+(?:peut|peuvent|saurait|semble|permet\w*)|n'(?:est|a|ont|etant)|non|sans\s+pouvoir|impossible)\b[^.;]{0,40}\b(?:exclu|elimin|ecart)"
)
_DONE_TO_NONE = expression(
    r"[^.;:]{0,50}?\b(?:n'(?:a|ont|avai\w+|est|sont|etai\w+)|ne)\s+(?:\w+\s+){0,3}?(?:irradi|opere|traite|resequ|biops|prelev|ponctionn|accessib|menac|symptomat|fractur|compliqu|progress|"
    r"evolu|augment|gross|major|modifi|chang|depass|mesur|excede|justifi|necessit|relev|comprim|envahi|entrain|responsab|eligib|contact|croi|repond|reprend|reste)"
)
"""What none of the lesions undergoes or does: "aucune métastase n'a été irradiée" denies none of them."""
_OF_THEM = expression(r"\baucune?\s+d(?:es?|e\s+ces|entre)\s")
_VANISHED = expression(
    r"[^.;:,]{0,40}?\b(?:(?:a|ont|avai\w+)\s+(?:\w+\s+)?disparu|(?:est|sont)\s+(?:\w+\s+)?(?:disparue?s?)|n'(?:est|sont|apparai\w+)\s+plus|ne\s+(?:sont|se|fixe\w*|apparai\w+)\s+(?:\w+\s+)?plus)\b"
)
_GONE = expression(r"\b(?:disparition|disparu\w*|regression|negativation|normalisation|plus)\b")


_CHEZ = expression(r"\bchez\s+(?:sa|son|la|le|une?)\s+")
_SEARCHED = expression(r"negati|: pas|absence")
_BREAST = expression(r"\bsein\b|mammaire")
_INDEMN = expression(r"(?<!non )\bindemnes?\b")
_SUSPECTED = expression(r"\b(?:suspicion|susp|suspect\w*|doute)\.?\s*(?:\w+\s+)?$")
_ASPECT_OF = expression(r"\baspects?\s+(?:de|d'une?)\s*$")
_TOO_FAR = expression(r"[,(]|-$|:.*\w")
_SAYS_NOTHING: list[Clause] = []


def clauses_by_sentence(letter: Letter) -> list[list[Clause]]:
    """The clauses of each sentence of a document that hold a lesion or an organ."""
    clauses = [_SAYS_NOTHING] * len(letter.sentences)
    for index in told_sentences(letter):
        clauses[index] = clauses_of(letter, letter.sentences[index])
    return clauses


def clauses_of(letter: Letter, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that hold a lesion or an organ, with their assertion."""
    clauses = segment(letter, sentence)
    for clause in clauses:
        _assert(letter, clause)
    for before, clause in itertools.pairwise(clauses) if len(clauses) > 1 else ():
        if clause.assertion is Assertion.ABSENT and _of_nothing_else(letter.folded, before, clause):
            clause.places = [place for place in before.places if place.value in SITES]
        if clause.exception and clause.lesions and before.assertion is Assertion.ABSENT:
            before.other = before.other or clause.assertion is Assertion.PRESENT
        if _goes_on(letter.folded, before, clause):
            if not clause.lesions:
                clause.lesions = [t for t in before.lesions if t.value == "strong"]
                clause.assertion = before.assertion
            clause.listed = True
            continue
        clause.listed = _is_listed(letter.folded, before, clause)
    return clauses


def _of_nothing_else(folded: str, before: Clause, clause: Clause) -> bool:
    """Whether a denial is about the finding before it ("tassement de L1, sans argument pour une lésion secondaire")."""
    return (
        not clause.places
        and before.assertion is Assertion.PRESENT
        and {t.value for t in before.lesions} == {"vague"}
        and folded.startswith("sans", clause.negations[0][0] if clause.negations else clause.start)
    )


def _goes_on(folded: str, before: Clause, clause: Clause) -> bool:
    """Whether a clause names more organs of the same metastases ("métastases osseuses, puis hépatiques")."""
    if before.assertion is not Assertion.PRESENT or not clause.places or clause.negations:
        return False
    if not any(t.value == "strong" and t.end - t.start > 3 for t in before.lesions):
        return False
    if any(t.value != "lesion" for t in clause.lesions):
        return False
    first = clause.places[0]
    joint = _GOES_ON.fullmatch(folded, clause.start, first.start)
    return joint is not None and (
        joint["then"] is not None
        or folded.endswith(("iques", "aires", "euses", "ales"), first.start, first.end)
    )


def _is_listed(folded: str, before: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with the list of lesions of a metastatic disease."""
    if not (before.lesions and clause.lesions) or before.assertion is not Assertion.PRESENT:
        return False
    if before.listed:
        begin = before.start
    else:
        stated = [t.end for t in before.lesions if t.value in STRONG]
        opening = _OPENING.search(folded, stated[0], clause.start) if stated else None
        if opening is None:
            return False
        begin = opening.start()
    between = folded[begin : clause.start]
    closed = between.count(")") - between.count("(")
    return (closed < 0 if between[0] == "(" else closed <= 0) and bool(
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
    if clause.negations and _CLINICAL.search(folded, clause.negations[0][0], first):
        # "pas de signe clinique de métastase cérébrale" says nothing of the brain.
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
        spared = novel or _spares(folded, clause)
        clause.assertion = Assertion.NOTHING if spared else Assertion.ABSENT
        return
    if denied or any(start < first for start, _ in clause.negations):
        clause.assertion = (
            Assertion.NOTHING
            if novel or _GONE.search(before) or _spares(folded, clause)
            else Assertion.ABSENT
        )
        return
    if _VANISHED.match(folded, clause.lesions[-1].end, clause.end):
        return
    if _OTHER_CANCER.search(folded, begin, clause.end):
        other = _OTHER_CANCER.search(folded, clause.lesions[-1].end, clause.end)
        if other and _OF.search(folded, clause.lesions[-1].end, other.start()):
            return
        if not _BREAST.search(folded, begin, clause.end):
            return
    if not any(t.value in STRONG for t in clause.lesions) and _INDEMN.search(
        folded, clause.anchor, clause.end
    ):
        clause.assertion = Assertion.ABSENT
        return
    clause.assertion = Assertion.SUSPECTED if doubted else Assertion.PRESENT


def _spares(folded: str, clause: Clause) -> bool:
    """Whether none of the lesions is said to undergo something, which leaves them all there."""
    end = clause.lesions[0].end
    return bool(
        _DONE_TO_NONE.match(folded, end, clause.sentence.end)
        or _OF_THEM.search(folded, clause.negations[0][0] if clause.negations else end, end)
        or _VANISHED.match(folded, end, clause.sentence.end)
    )


def _denies(folded: str, clause: Clause, target: Target, start: int, end: int) -> bool:
    """Whether a negation behind a lesion is about it ("métastases : non"), not about a receptor."""
    gap = folded[target.end : start]
    if _NOT_EXCLUDED.search(folded, target.end, end):
        return False
    if len(gap) > 60 or _TOO_FAR.search(gap):
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
        ill = _ILL.match(folded, match.end(), min(len(folded), match.end() + 40))
        if ill or not _COMPANION.search(
            folded, max(sentence.start, match.start() - 40), match.start()
        ):
            return True
    return _CHEZ.search(folded, clause.lesions[0].end, clause.end) is not None and any(
        t.family for t in clause.lesions
    )


def _asks(folded: str, clause: Clause) -> bool:
    """Whether the clause is a hypothesis or what an examination looks for."""
    begin, first = window(clause), clause.lesions[0].start
    begin = max(begin, folded.rfind(";", begin, first) + 1, folded.rfind("|", begin, first) + 1)
    match = _HYPOTHETICAL.search(folded, begin, first + 4)
    if match and not _FOUND.search(folded, match.end(), clause.end):
        return True
    if match and "recherche" in match.group() and _SEARCHED.search(folded, first, clause.end):
        return False
    if _HYPOTHETICAL_NEAR.search(folded, max(begin, first - 45), first):
        return True
    if _QUESTION.search(folded, begin, first):
        return folded.find("?", first, clause.sentence.end) >= 0
    asking = clause.sentence.section in ("indication", "technique") or _REQUESTED.search(
        folded, begin, first
    )
    return bool(asking) and folded.find("?", first, min(len(folded), clause.end + 2)) >= 0


def _is_doubted(letter: Letter, clause: Clause, target: Target) -> bool:
    """Whether something of the clause makes the lesion only possible."""
    folded = letter.folded
    if _SUSPECTED.search(folded, max(clause.start, target.start - 25), target.start):
        return _CONFIRMED.match(folded, target.end, clause.end) is None
    concluded = clause.sentence.section == "conclusion"
    if (
        not concluded
        and target.value == "strong"
        and _ASPECT_OF.search(folded, max(clause.start, target.start - 15), target.start)
    ):
        return True
    reach = min(clause.end, target.end + 140)
    excluded = _NOT_EXCLUDED.search(folded, target.end, reach)
    if excluded and "carcinom" not in folded[target.end : excluded.start()]:
        return True
    if FEARED.may_match(folded, target.end, reach) and FEARED.match(folded, target.end, reach):
        return True
    for name, start, end in target.modifiers:
        if name != "POSSIBLE_EXISTENCE" or not clause.start <= start < clause.end + 1:
            continue
        low, high = (end, target.start) if end <= target.start else (target.end, start)
        text, gap = folded[start:end], folded[low:high]
        if len(gap) > 90 or _IGNORED_DOUBT.match(text) or _COMPARED.match(folded, start):
            continue
        if low == target.end and "(" in gap and ")" not in gap and "carcinom" in gap:
            continue
        near = folded[max(clause.start, target.start - 40) : target.start]
        if _TREATMENT_WORD.search(gap) or (low == target.end and _TREATMENT_WORD.search(near)):
            continue
        return True
    return False
