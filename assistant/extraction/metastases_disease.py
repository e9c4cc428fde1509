"""Metastatic disease as a whole: its presence, its proof, the total of its lesions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.metastases_forms import form_answer
from assistant.extraction.metastases_model import Assertion, Clause, sentences_with, window
from assistant.extraction.metastases_topics import title_sites
from criteria.facts import Fact

Clauses = list[list[Clause]]
"""The clauses of each sentence of a document."""
_DISEASE_NOUN = expression(
    r"\b(?:cancers?|carcinomes?|adenocarcinome|maladie|neo\w*|k|rechute|recidive|evolution|dissemination|situation|phase|stade|patiente?|"
    r"contexte|tumeur|statut|reprise|progression|mode|diagnostic|diffusion|emblee|novo|nst|infiltrant|er2|her2\w*|positif|negatif|"
    r"luminal|rh|hormonodependant|er|rupture|terrain|ligne|pathologie|il|elle|est|processus)\b"
)
_LESION_NOUN = expression(
    r"\b(?:ganglions?|gg|masses?|nodosites?|lesions?|nodules?|localisations?|foyers?|depots?|adenopathies?|adenomegalies?|adp|atteintes?|envahissements?|fractures?|"
    r"epanchement|vertebres?|sites?|tassements?|epidurite|fixations?|cellules?|emboles?|n\+|curage|fragments?|biopsies?|prelevements?|"
    r"reliquat|carcinose|potentiel|risque|essais?|rcp|unite)\b"
)
_GENERAL = expression(
    r"\ba\s+distance\b|\bsystemique\b|\bgeneralisee?\b|\bviscerale?s?\s+ni\s+osseuse|\bnulle\s+part\b|\bailleurs\b"
)
_VISCERAL = expression(r"\bviscerale?s?\b(?!\s+(?:ni|ou|et)\s+oss)")
_QUALITY = expression(r"\b(?:caractere|nature|aspect|allure|origine|type)\s+$")
_IS_NOT = expression(
    r"\b(?:n'est|n'etai\w+|ne\s+sont|ne\s+s'agi\w+|ne\s+correspond\w*|n'evoque\w*)\s+(?:donc\s+)?$"
)
_EXAM = expression(
    r"\b(?:bilan|tep|tap|scanner|tdm|irm|pet|imagerie|echograph\w*|scintigraphie|extension|thoraco|clinique|radiolog\w+|argument)\b"
)
_STAGING = expression(
    r"\b(?:bilan|recherche|enquete|imagerie)\s+d'extension\b(?P<body>[^.;\n]{0,160}?)\b(?P<v>negati(?:f|ve|fs)|normal(?:e|ux)?|sans\s+(?:anomalie|particularite|"
    r"lesion|localisation|metastase|extension|atteinte|secondarisme)\w*|ras|vierge|rassurant|indemne)\b|\bbe\s?:?\s?(?P<w>negatif|neg)\b"
)
_TELEGRAPHIC = expression(
    r"\b(?:k|cancer|ca|neo)\s+(?:du\s+)?sein\s+(?:(?:d|g|dt|gche?|droite?|gauche)\s+)?(?:oligo)?(?:meta|metast|metastat)\b"
)
_STAGING_TO_COME = expression(
    r"\b(?:attente|prevu\w*|a\s+(?:faire|prevoir|programmer|realiser|completer))\b"
)
_STAGING_PENDING = expression(
    r"\b(?:si|en\s+cas|attente|prevu\w*|a\s+faire|a\s+prevoir|a\s+programmer|demande\w*|sera|realiser|completer)\b"
)
_RELAPSE = expression(
    r"\b(?:rechutes?|recidives?|oligorecidive|oligorechute|metachrones?|rechute[er]?)\b(?!\s+(?:locale|mammaire|parietale|axillaire|homolaterale|locoregionale|loco-regionale))"
)
_TOTAL_CUE = expression(
    r"\b(?:tout|total|maximum|localisations|sites|soit|nombre|oligo|n\s?=)|:\s?(?:\d|deux|trois|quatre|cinq|six)|\(\s?(?:\d{1,2}|deux|trois|quatre|cinq)\s+lesion"
)
"""What the expressions of totals need, found faster than they are."""
_TOTAL = expression(
    r"\b(?P<n>\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s+(?:(?:petites?|seules?)\s+)?(?P<noun>lesions?|metastases?|localisations?|cibles?|sites?|foyers?|metas?)"
    r"(?P<mid>(?:\s+(?!(?:et|ou)\b)[\w'-]{1,20}){0,4}?)\s*,?\s*\(?(?:en\s+tout(?:\s+et\s+pour\s+tout)?|au\s+total|au\s+maximum\s+en\s+tout|toutes?\s+localisations|tous\s+sites)"
    r"|\b(?:au\s+total|total|en\s+tout|soit|nombre\s+(?:total\s+)?de\s+(?:lesions|metastases|localisations|sites)(?:\s+(?:secondaires|metastatiques|a\s+distance|actives|evolutives))?)\s*(?:de|:|=|,)?\s*(?P<n2>\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit)\b"
    r"(?:\s+(?P<noun2>lesions?|metastases?|localisations?|cibles?)|(?![\d/]|[.,]\d|\s?(?:[cm]m|%)))"
    r"|\bmetastases?\s?:\s?(?P<n3>\d{1,2}|deux|trois|quatre|cinq|six)\b(?:\s+(?:au\s+total|en\s+tout)|(?=\s*(?:[(.;]|$)))(?!\s?(?:[cm]m|/|,\d))"
    r"|(?P<n6>\d{1,2}|deux|trois|quatre|cinq|six)\s+(?:[a-z]+\s+){0,3}en\s+tout\b|\boligo-?\s?metastatique\s+a\s+(?P<n4>une?)(?:\s+seule)?\s+lesion|\boligo-?\s?metastatique\s+a\s+lesion\s+(?P<n5>unique)"
)
_PROOF = expression(
    r"\b(?:biops\w+|rebiops\w+|ponction\w*|pbh|histolog\w+|cytolog\w+|prelevements?|anapath\w*|thoracoscopie|ebus)\b[^.;]{0,60}?"
    r"\b(?:confirm\w+|prouv\w+|affirm\w+|montr\w+|retrouv\w+|revel\w+|attest\w+|conclu\w+|signe\w*)\b[^.;]{0,30}?"
    r"\b(?:origine\s+mammaire|(?:nature|caractere)\s+(?:metastatique|secondaire|mammaire)|metastases?|localisation\s+(?:secondaire|mammaire))\b"
)
_UNPROVEN = expression(
    r"\b(?:pas|sans|non|aucune?|si|devra|doit|permettr\w+|faveur|axill\w+|sentinelle|sein|seins|primitif|afin|pour)\b"
)
_AFAR_NONE = expression(
    r"\b(?:pas|absence|sans|aucune?)\s+(?:de\s+|d')?(?:signe\s+d[e']\s?|argument\s+pour\s+une\s+)?(?:maladie|dissemination|diffusion|evolutivite|extension|evolution|progression|recidive|rechute|atteinte)\s+"
    r"(?:metastatique\s+)?(?:decelable\s+|visible\s+|detectable\s+|evidente\s+)?(?:a\s+distance|systemique|generalisee)\b"
)
_NO_SPREAD = expression(
    r"\b(?:pas|absence|sans|aucun)\s+(?:d'|de\s+)?(?:argument|signe|element|evidence)s?\s+(?:\w+\s+)?(?:pour\s+|en\s+faveur\s+)?(?:d'une?\s+|de\s+|d'|une?\s+)"
    r"(?:evolution|dissemination|diffusion|maladie|extension)\s+(?:secondaire|metastatique)\b"
)
_OLIGO = expression(
    r"\boligo-?\s?(?:metasta\w+|recidive|rechute|progress\w+)[^.;()]{0,60}\(\s?(?P<n>\d{1,2}|une?|deux|trois|quatre|cinq)\s+(?:lesions?|metastases?|localisations?|sites?|cibles?)\b"
    r"|\boligo-?\s?metastatique\s+(?:a|avec|de|comportant)\s+(?P<p>\d|deux|trois|quatre|cinq)\s+(?:lesions|metastases|localisations|sites)\b"
    r"|\b(?:oligo-?)?(?:metastases|metas|mets)\s*\(\s?n\s?=\s?(?P<k>\d{1,2})"
    r"|\(\s?(?P<m>\d{1,2}|deux|trois|quatre|cinq)\s+lesions?\s?,?\s*(?:evolutives?|oligo\w*)"
)
_BARE_TOTAL = expression(
    r"\b(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\s+(?P<noun>metastases?|metas|mets|localisations\s+secondaires|lesions\s+secondaires|lesions\s+metastatiques|oligometastases)\b"
)
_ITEMISED = expression(
    r"\b(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\s+(?:lesions?|metastases?|localisations?|sites?|foyers?|cibles?)(?:\s+[a-z-]{1,20}){0,2}?\s?[:(]\s?"
    r"(?P<items>(?:\d|une?|deux|trois|quatre)\s+[^();.\n]{2,80})"
)
"""A total and its parts ("3 lésions (2 pulmonaires, 1 surrénalienne)")."""
_ITEM = expression(r"(?:^|,\s|\bet\s|\+\s?)(\d|une?|deux|trois|quatre)\s+(?!mm|cm)[a-z]")
_STOP = expression(r"[,.;]")
_ENUMERATES = expression(r"\s?[:(]|,\s+(?:l')?une\b")
_INEXACT = expression(r"\b(?:dont|parmi|\d\s?(?:a|ou|-)|au\s+moins|plus\s+de|moins\s+de)\s*$|\bmax")
_OF_PATIENT = expression(r"\b(?:cancer|carcinome|sein|patiente?|chez|connues?)\b")
_RULE = expression(
    r"\b(?:critere|inclusion|protocole|maximum|limite|jusqu'a|au\s+plus|moins\s+de)\b"
)
_HEAD_NOUN = expression(
    r"\b(?:cancers?|carcinome|maladie|rechute|recidive|evolution|phase|situation|stade|reprise)\b|\bd'emblee\b"
)
_OF_METASTASES = expression(
    r"metasta|\bmeta|secondaire|rechute|recidive|oligo|stade iv|hep|oss|pulm|foie|\bos\b"
)
_DE_NOVO = expression(
    r"d'emblee\s+(?:oligo-?)?metastatique|metasta\w+\s+(?:\w+\s+){0,3}(?:d'emblee|synchrones?|de\s+novo|au\s+diagnostic|inaugural\w*)"
    r"|(?:d'emblee|de\s+novo|synchrones?)\s+(?:\w+\s+)?(?:oligo)?metasta|stade\s+iv\s+(?:d'emblee|de\s+novo|initial)"
)
_NO_RELAPSE = expression(
    r"\b(?:pas|sans|aucune?|absence|risque|si|en\s+cas|non|ni|argument|nouvelle|prevention)\b"
)
_NUMBERS = {
    "unique": 1,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
}


def metastatic_fact(letter: Letter, clauses: Clauses) -> Fact | None:
    """The fact ``metastatic`` as the document words it, None when it does not.

    An absence or a suspicion is that of the last statement of either; a presence outranks both.
    """
    found: dict[Assertion, tuple[int, int, Sentence]] = {}
    last: Assertion | None = None
    one_organ = bool(title_sites(letter))
    worded = sentences_with(letter, _TELEGRAPHIC, _AFAR_NONE, _NO_SPREAD, _STAGING)
    told = {sentence.index: False for sentence in letter.sentences if clauses[sentence.index]}
    told.update((sentence.index, True) for sentence in worded)
    for index in sorted(told):
        sentence = letter.sentences[index]
        statements = list(_statements(letter, clauses[index], one_organ))
        if told[index]:
            statements += _worded(letter, clauses[index], sentence)
        for assertion, start, end in statements:
            found.setdefault(assertion, (start, end, sentence))
            if assertion in (Assertion.ABSENT, Assertion.SUSPECTED):
                last = assertion
    if Assertion.PRESENT in found:
        start, end, _ = found[Assertion.PRESENT]
        return letter.fact("metastatic", "present", start, end, synchronous=_synchronous(letter))
    if last is None:
        return None
    start, end, _ = found[last]
    return letter.fact("metastatic", last.value, start, end)


def is_proven(letter: Letter, clauses: Clauses) -> bool:
    """Whether metastases are stated, or proven by a sample, without the name of their organ.

    "La ponction confirme l'origine mammaire" makes metastases of the lesions described.
    """
    unplaced = (
        clause
        for part in clauses
        for clause in part
        if clause.assertion is Assertion.PRESENT
        and not clause.places
        and letter.kind != "pathology"
    )
    if any(t.value == "strong" for clause in unplaced for t in clause.lesions):
        return True
    return any(
        not _UNPROVEN.search(letter.folded, match.start(), match.end())
        and not _UNPROVEN.search(letter.folded, max(0, match.start() - 30), match.start())
        for match in _PROOF.finditer(letter.folded)
    )


def _statements(
    letter: Letter, clauses: list[Clause], one_organ: bool
) -> Iterator[tuple[Assertion, int, int]]:
    """What the clauses of a sentence say of the disease as a whole."""
    folded = letter.folded
    for clause in clauses:
        for target in clause.lesions:
            boxes = target.value in ("disease", "strong", "m1") and form_answer(
                letter, clause.sentence, target.end
            )
            if boxes:
                if boxes[0] is not None:
                    said = Assertion.PRESENT if boxes[0] else Assertion.ABSENT
                    yield said, target.start, boxes[1]
                continue
            if (
                target.value == "disease"
                and clause.assertion is not Assertion.NOTHING
                and _is_disease(letter, clause, target)
            ):
                start = _head(folded, clause, target)
                if clause.assertion is Assertion.ABSENT:
                    start = min([start, *(n[0] for n in clause.negations if n[0] < target.start)])
                yield clause.assertion, start, target.end
        if (
            clause.assertion is Assertion.ABSENT
            and not one_organ
            and not any(c.exception for c in clauses)
        ):
            yield from _nowhere(letter, clause)


def _worded(
    letter: Letter, clauses: list[Clause], sentence: Sentence
) -> Iterator[tuple[Assertion, int, int]]:
    """What a sentence says of the disease as a whole in fixed phrases."""
    folded = letter.folded
    for match in _TELEGRAPHIC.finditer(folded, sentence.start, sentence.end):
        covering = [c for c in clauses if c.start <= match.end() - 1 < c.end and c.lesions]
        if not covering or covering[0].assertion is Assertion.PRESENT:
            yield Assertion.PRESENT, match.start(), match.end()
    for match in _AFAR_NONE.finditer(folded, sentence.start, sentence.end):
        if not folded.endswith(("en l'", "en "), sentence.start, match.start()):
            yield Assertion.ABSENT, match.start(), match.end()
    for match in _NO_SPREAD.finditer(folded, sentence.start, sentence.end):
        if not any(c.places for c in clauses if c.start < match.end() and match.start() < c.end):
            yield Assertion.ABSENT, match.start(), match.end()
    for match in _STAGING.finditer(folded, sentence.start, sentence.end):
        before = folded[max(sentence.start, match.start() - 60) : match.start()]
        if not _STAGING_PENDING.search(before[-40:]) and not _STAGING_TO_COME.search(
            match["body"] or ""
        ):
            yield Assertion.ABSENT, match.start(), match.end()


def _is_disease(letter: Letter, clause: Clause, target: Target) -> bool:
    """Whether "métastatique" qualifies the disease rather than a lesion or a node."""
    word = letter.folded[target.start : target.end]
    if any(
        0 <= target.start - p.end <= 2 for p in clause.places if p.value not in ("region", "none")
    ):
        return False
    if word.startswith(("oligo", "poly", "stade")):
        return True
    if _QUALITY.search(letter.folded, max(clause.start, target.start - 12), target.start):
        return False
    before = letter.folded[window(clause) : target.start]
    disease = [m.start() for m in _DISEASE_NOUN.finditer(before)]
    lesion = [m.start() for m in _LESION_NOUN.finditer(before)]
    if not disease:
        return not lesion and not word.endswith("s") and letter.kind != "pathology"
    if word.endswith("s") and not word.startswith("oligo"):
        return False
    return not lesion or disease[-1] > lesion[-1]


def _head(folded: str, clause: Clause, target: Target) -> int:
    """Start of the noun that "métastatique" qualifies, close before it."""
    low = max(clause.start, target.start - 45)
    noun = _HEAD_NOUN.search(folded, low, target.start)
    return noun.start() if noun else target.start


def _nowhere(letter: Letter, clause: Clause) -> Iterator[tuple[Assertion, int, int]]:
    """A lesion that is nowhere: no organ is named, or it is "à distance"."""
    folded = letter.folded
    general = _GENERAL.search(folded, clause.lesions[0].start, clause.end)
    values = {t.value for t in clause.lesions}
    ignored = {"none", "region"} if "node" in values else {"none", "region", "node_place"}
    named = [p for p in clause.places if p.value not in ignored]
    strong = bool(values & {"strong", "disease"})
    recur = "recur" in values
    if values & {"disease"}:
        return
    if clause.other or _VISCERAL.search(folded, clause.lesions[0].start, clause.end):
        return
    if named and not (general and any(p.value == "regional" for p in clause.places)):
        return
    exam = _EXAM.search(folded, window(clause), clause.end)
    if not (
        (general and (strong or recur or values & {"lesion", "finding", "vague", "node"}))
        or (
            strong
            and not named
            and (exam or letter.kind not in ("pathology", "imaging", "operative"))
        )
    ):
        return
    start = min([clause.lesions[0].start, *(n[0] for n in clause.negations)])
    if not general and _IS_NOT.search(folded, max(clause.sentence.start, start - 24), start):
        return
    end = max(clause.lesions[0].end, general.end() if general else 0)
    yield Assertion.ABSENT, start, end


def _synchronous(letter: Letter) -> bool | None:
    """True for a disease metastatic from the start, False for a relapse, None when it is not said."""
    relapse = initial = False
    folded = letter.folded
    for sentence in sentences_with(letter, _DE_NOVO, _RELAPSE):
        begin, end = sentence.start, sentence.end
        if sentence.section == "family_history" or not _OF_METASTASES.search(folded, begin, end):
            continue
        if _DE_NOVO.search(folded, begin, end):
            initial = True
        for match in _RELAPSE.finditer(folded, begin, end):
            if not _NO_RELAPSE.search(folded, max(begin, match.start() - 25), match.start()):
                relapse = True
    if initial:
        return True
    return False if relapse else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def total_facts(letter: Letter, clauses: Clauses) -> Iterator[Fact]:
    """The facts ``lesion_count``: totals over all organs."""
    folded = letter.folded
    seen: set[int] = set()
    for sentence in sentences_with(letter, _TOTAL_CUE, _BARE_TOTAL):
        text_end = sentence.end
        for match in _TOTAL.finditer(folded, sentence.start, text_end):
            number = next(match[n] for n in ("n", "n2", "n3", "n4", "n5", "n6") if match[n])
            if match["n2"] and not match["noun2"] and "nombre" not in match.group():
                continue
            if not match.group().endswith("pour tout") and _organ_between(
                letter, sentence, match.start(), match.end()
            ):
                continue
            if match["n6"] and not any(c.lesions for c in clauses[sentence.index]):
                continue
            yield from _total(letter, clauses[sentence.index], match, _number(number), seen)
        for match in _OLIGO.finditer(folded, sentence.start, text_end):
            if _organ_between(letter, sentence, match.end(), match.end() + 3):
                continue
            yield from _total(
                letter,
                clauses[sentence.index],
                match,
                _number(match["n"] or match["m"] or match["k"] or match["p"]),
                seen,
            )
        for match in _ITEMISED.finditer(folded, sentence.start, text_end):
            items = [_number(n) for n in _ITEM.findall(match["items"])]
            if len(items) > 1 and sum(items) == _number(match["n"]):
                yield from _total(letter, clauses[sentence.index], match, sum(items), seen)
        for match in _BARE_TOTAL.finditer(folded, sentence.start, text_end):
            stop = _STOP.search(folded, match.end(), text_end)
            limit = stop.start() if stop else text_end
            places = [
                p
                for c in clauses[sentence.index]
                for p in c.places
                if p.value not in ("none", "region")
            ]
            enumerated = len({p.value.split("_")[0] for p in places}) > 1 and _ENUMERATES.match(
                folded, match.end(), match.end() + 8
            )
            if places and not enumerated:
                continue
            if enumerated:
                yield from _total(letter, clauses[sentence.index], match, _number(match["n"]), seen)
                continue
            if _INEXACT.search(folded, max(0, match.start() - 12), match.start()):
                continue
            if _OF_PATIENT.search(folded, match.end(), limit) or limit - match.end() < 3:
                yield from _total(letter, clauses[sentence.index], match, _number(match["n"]), seen)


def _organ_between(letter: Letter, sentence: Sentence, start: int, end: int) -> bool:
    return any(
        start <= t.start < end and t.value not in ("none", "region")
        for t in letter.inside(sentence, "MET_SITE")
    )


def _total(
    letter: Letter, clauses: list[Clause], match: re.Match[str], number: int, seen: set[int]
) -> Iterator[Fact]:
    about = [c for c in clauses if c.lesions and c.start <= match.end() and match.start() < c.end]
    if any(c.assertion is Assertion.NOTHING for c in about) or number in seen:
        return
    sentence = letter.sentence_at(match.start())
    if _RULE.search(letter.folded, sentence.start, sentence.end):
        return
    seen.add(number)
    yield letter.fact("lesion_count", number, match.start(), match.end())
