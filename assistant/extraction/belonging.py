"""Whose statement it is: of this patient's breast cancer, or of a relative, another cancer, a rule."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target

_CLOSES_FAMILY = expression(r"[;.]|\b(?:elle|lui|patiente?|personnellement|chez)\b")
_KIN = expression(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d|famille))|pere|soeurs?|freres?|tantes?|oncles?|cousine?s?|grand-?\s?(?:mere|pere)s?|niece|neveu|demi-soeur|aieule)\b|\bfilles?\b(?=[^.;\n]{0,50}\b(?:cancer|atteinte|traitee|suivie|traitement|k)\b)"
)
_THREADS = expression(r"\b(?:deux|trois|par|les|\d|\()\s*fils$")
"""A specimen is oriented by threads ("deux fils"), which are no sons."""
_AFTER_REACH = 30
_KIN_REACH = 200
_ORGAN = (
    r"(?:colon|colique|coloniq\w+|colo-?rect\w+|rect(?:um|al\w*)|prostat\w+|poumon|bronch\w+|pulmonaire primiti\w+|"
    r"thyroid\w+|endometr\w+|col\b|col uterin|col de l'uterus|uterus|uterin\w*|ovair\w+|ovari\w+|vessie|vesica\w+|urothelia\w+|"
    r"rein|renal\w*|pancrea\w+|sigmoide|caecum|grele|duoden\w+|appendic\w+|thym\w+|vesicule|voies biliaires|estomac|gastrique|oesopha\w+|foie|hepato-?cellulaire|larynx|larynge\w*|orl|langue|pharyn\w+|"
    r"cutane\w*|peau|cerveau|testicul\w+|anal|canal anal|vulv\w+|parotid\w+)"
)
_OTHER_CANCER = expression(
    r"\b(?:cancers?|carcinomes?|adenocarcinomes?|adk|k|neo\w*|tumeurs?|primitif)\s+(?:primitif\s+)?(?:\w+\s+){0,1}?(?:d[ue]\s+(?:la\s+|l')?|des\s+)?"
    rf"{_ORGAN}\b"
    r"|\b(?:thyroid|col|hemicol|prostat|hyster|nephr|gastr|pneumon|cyst|ovari|pancreat)ectomie\b[^.;\n]{0,25}\b(?:cancer|carcinome|adk|adenocarcinome|neo|tumeur)\b|\bmelanome|\blymphome|\bleucemie|\bmyelome|\bsarcome|\bglioblastome|\bmeningiome|\bcbnpc\b|\bcbpc\b|\bchc\b|"
    r"\bbasocellulaire|\bspinocellulaire|\bgliome|\bconisation\b|\bcarcinoide|\bgleason\b|\b(?:adeno)?carcinomes?\s+(?:broncho-?\s?)?pulmonaires?\b|\bprostat\w*\s*:"
)
_BREAST = expression(
    r"\bseins?\b|mammair\w+|mastectom\w+|tumorectom\w+|mammectom\w+|canalaire|lobulaire|\bcci\b|\bcli\b|\bqs[ei]\b|\bqi[ei]\b"
)
_NOT_OTHER = expression(
    r"(?:pas|aucun|sans|absence|versus|vs|plutot que|ni)\b(?![^.;\n]*\b(?:hormis|sauf|excepte|en dehors|autre que))[^.;\n]{0,40}$"
)
_RULED_OUT = expression(r"[^.;\n]{0,20}\b(?:exclue?s?|elimine\w*|ecarte\w*|peu probable)")
_METASTATIC_FROM = expression(r"\b(?:metasta\w+|secondaire)\b[^.;\n]{0,50}$")
_RULE_BEFORE = expression(
    r"(?:\bseuils?\b|\bamm\b|\bcriteres?\b|\bdefini(?:e|es|s|t)?\s+(?:par|comme)|\bpar definition)\b[^.;\n]{0,60}$"
    r"|\b(?:essais?|etude|protocole|cohorte|population|bras|reserve\w*)\s+(?:[\w+/:-]+\s+){0,4}[\w+/-]*$"
    r"|\b(?:les|des|dans les|chez les)\s+(?:cancers|tumeurs|carcinomes|patientes|patients|maladies)\s+(?:[\w+/-]+\s+){0,3}[\w+/-]*$"
    r"|\bselon\s+(?:l['ae]\s?|les?\s+)?(?:statut\w*|expression|resultats?)\b[^.;\n]{0,25}$"
)


def follows_relative(letter: Letter, start: int) -> bool:
    """Whether a word of kinship before ``start``, in its sentence, governs what begins there."""
    sentence = letter.sentence_at(start)
    if sentence.section == "family_history":
        return True
    kin = [
        match.end()
        for match in _KIN.finditer(letter.folded, max(sentence.start, start - _KIN_REACH), start)
    ]
    return bool(kin) and _reaches(letter.folded[kin[-1] : start])


def of_relative(letter: Letter, target: Target) -> bool:
    """Whether the statement is about somebody of the family.

    ConText lets a word of kinship reach over the whole sentence; here it must be in
    the clause of the target, and not in a parenthesis that was closed before it.
    """
    if follows_relative(letter, target.start):
        return True
    for category, start, end in target.modifiers:
        if category != "FAMILY" or _THREADS.search(letter.folded, max(0, end - 12), end):
            continue
        if end <= target.start:
            if _reaches(letter.folded[end : target.start]):
                return True
        elif start >= target.end:
            between = letter.folded[target.end : start]
            if len(between) <= _AFTER_REACH and not re.search(r"[(,;:.]", between):
                return True
    return False


def _reaches(between: str) -> bool:
    """Whether a word of kinship still governs behind this text."""
    return between.count(")") <= between.count("(") and not _CLOSES_FAMILY.search(between)


def of_other_cancer(letter: Letter, start: int, end: int | None = None) -> bool:
    """Whether what begins at ``start`` is said of the cancer of another organ.

    The nearest cancer named before it on its line decides; on a line that names none,
    nothing does. With ``end``, a finding that names the breast itself (a ductal
    carcinoma) belongs to it.
    """
    line_start, _ = letter.line_bounds(letter.sentence_at(start))
    before = letter.folded[max(line_start, start - 220) : end or start]
    other = None
    for match in _OTHER_CANCER.finditer(before):
        if (
            _NOT_OTHER.search(before, 0, match.start())
            or _METASTATIC_FROM.search(before, 0, match.start())
            or _RULED_OUT.match(before, match.end())
        ):
            continue
        other = match
    if other is None:
        return False
    breast = None
    for match in _BREAST.finditer(before, other.end()):
        breast = match
    return breast is None


def is_rule(letter: Letter, start: int) -> bool:
    """Whether a definition, an indication or a threshold is worded rather than a result."""
    sentence = letter.sentence_at(start)
    return bool(_RULE_BEFORE.search(letter.folded, max(sentence.start, start - 80), start))
