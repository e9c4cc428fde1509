"""Size of the primary breast tumour, and the side of the breast it is in.

A length counts when the noun nearest before it is a tumour (not a node, a margin, a
specimen, a benign lesion) and the place it is told of is the breast.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.extraction.belonging import follows_relative, of_other_cancer
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.measurements import Size, find_sizes
from assistant.extraction.readings import Reading
from assistant.extraction.receptors_values import number
from assistant.extraction.specimen import METASTASIS, PRIMARY, Specimens

_TUMOUR = (
    r"(?:masses?|formations?|nodules?|tumeurs?|lesions?|opacites?|tumefaction|induration|carcinom\w+|adenocarcinom\w+|cancers?|\bcci\b|\bcli\b|"
    r"residus?|residuel\w*|reliquat|evaluation|neoplasie|boule|neo\b|rehaussement\w*|prise de contraste|image|surdensite|densite|distorsion|foyers?|hypermetabolismes?|hyperfixations?|"
    r"tailles?|plus grand axe|grand axe|diametre|infiltrante?|y?[pc]?t[0-4][a-d]?)\b"
)
_NOT_TUMOUR = (
    r"(?:ganglions?|ganglionnaires?|adenopath\w+|adp|gg|marges?|berges?|bords?|recoupes?|tranches?|limites?|distance|kystes?|kystique\w*|adenofibrom\w+|fibro-?\s?adenom\w+|"
    r"hemangiom\w+|angiom\w+|fragments?|carottes?|cylindres?|pieces?|pastille|lambeau\w*|peau|lit|depots?|metastases?|micrometastases?|macrometastases?|metastatique|epanchement|"
    r"cicatrices?|cicatriciel\w*|cytosteatonecrose|steatonecrose|mamelon|satellites?|ccis|cic|clis|in situ|intra-?\s?canalaires?|intracanalaire|microcalcifications?|calcifications?|lymphoceles?|"
    r"prothese|expandeur|hamartom\w+|lipom\w+|papillom\w+|mastose|galactophor\w+|plaque|cortex|cortical\w*|hile|trocart|aiguille|focus|zone|foci|graisse|"
    r"tumorectomie|mastectomie|mammectomie|zonectomie|quadrantectomie|segmentectomie|resection|curage|exerese|specimen|prelevements?|surface|front|emboles?|hematome|seroma|serome|abces|"
    r"adenomes?|condensation|epaisseur|epaississements?|ulceration|nodule (?:cutane|pulmonaire|hepatique|surrenalien|thyroidien)|contralateral\w*|cibles?)\b"
)
_NOUN = expression(rf"\b(?:(?P<no>{_NOT_TUMOUR})|(?P<yes>{_TUMOUR}))")
_BENIGN_WORD = expression(
    r"\b(?:benin\w*|acr\s?[23]\b|bi-?\s?rads\s?[23]\b|inchange\w*|stables?\s+depuis|cicatriciel\w*|typique\w*)"
)
_BENIGN = expression(rf"[^.;:\n\d]{{0,30}}{_BENIGN_WORD.pattern}")
_BREAST = expression(
    r"\b(?:seins?\b|(?:intra|retro|sous|supra|extra)?mammaire\w*|mammograph\w*|mammo\b|q[si][ei]\b|quadrants?|(?:retro|peri|para)?areol\w+|mamelon\w*|tumorectomie|mastectomie|mammectomie|zonectomie|tumo\b|mastec\b|mammec\b|"
    r"cci\b|cli\b|canalaire|acr\s?[456]|bi-?rads|tumeur primitive|primitif mammaire|pectoral|microbiops\w+|sillon sous|palpee?\b|lit tumoral|y?[pc]t[0-4])"
)
_ELSEWHERE = expression(
    r"\b(?:foie|hepati\w+|hep\b|pulm\b|s(?:i{2,3}|iv|vi{0,3})\b|segments?\s+(?:[ivx]+|[1-8])\b|seg\.?\s+[ivx]+|osseu\w+|squelett\w*|lytique\w*|condensant\w*|osteolyt\w*|\bos\b|iliaque|vertebr\w+|rachis|stern\w+|manubrium|femur|femoral|cotyl\w+|bassin|humer\w+|sacrum|(?<!du )(?<!deux )(?<!chaque )(?<!meme )(?<!autre )cotes?\b(?! droit\b|\s?:)|"
    r"poumons?|pulmonaires?|lobe\b|lobaires?|lingul\w*|bronch\w+|plevre|pleura\w+|thora(?:x|ciques?)\b|mediastin\w*|l(?:id|sd|ig|sg|md)\b|"
    r"cereb\w+|encephal\w+|cervelet|mening\w+|surrenal\w*|periton\w*|epiplo\w+|ovari\w+|ovaires?|ovarienn\w*|abdom\w+|"
    r"gastrique|estomac|colique|colon|pancrea\w*|rate\b|splen\w+|rein\b|renal\w*|thyroid\w*|uter\w+|endometr\w+|col\b|prostat\w+|vesic\w+|(?<!epaississement )(?<!oedeme )(?<!retraction )(?<!infiltration )cutane\w*|[dl]1?\d\b|t(?:[5-9]|1[0-2])\b|(?:de|en|corps|vertebre|et|,)\s+t[1-4]\b|muscle|musculaire)"
)
_AFTER_REACH = 45
_EXTENT = expression(
    r"\s*(?:d'etendue|d'extension|de (?:ccis|clis|cic\b|composante in situ|(?:carcinome|neoplasie)\s+(?:\w+\s+)?in situ|mastopathie|metaplasie|fibro\w*|hyperplasie|necrose))"
)
_CORE = expression(
    r"\b(?:\d+|deux|trois|quatre|cinq|six|huit)\s+(?:micro)?(?:biopsies|carottes|cylindres|fragments|prelevements)\b[^.;\n]{0,60}\((?:\d[\d,.]*\s?(?:a|-)\s?)?$|\b(?:longueur|sur fragment|sur (?:la )?biopsie|de long)\b[^.;\n]{0,25}$"
)
_BREAST_IMAGING = expression(
    r"mammograph\w+|echographie (?:mammaire|des seins)|irm (?:mammaire|des seins|du sein)|tomosynthese|senolog\w+"
)
_SIDE = expression(
    r"\b(?:seins?|tumorectomie|mastectomie|mammectomie|zonectomie|quadrantectomie|mastec|mammec|quadrants?(?:\s+[a-z]+-[a-z]+)?|mammaires?|qs[ei]|qi[ei]|cote|mammo\w*|aisselle|axillaires?|localisation|areolaires?)\b"
    r"[^.;,\n\d]{0,32}?(?<![\w'])(?P<side>droite?s?|gauches?|dte?|gche?|d|g)(?![\w'])"
)
_UPTAKE = expression(r"\bsuv\w*\s*(?:max\s*)?(?:a|de|:|=)?\s*$")
_FROM = expression(r"\d\s?[cm]m d[eu]\s+$")
"""« À 4 cm du mamelon »: where a lesion is, not what is measured."""
_TO_SIDE = expression(r"(?<![\w'])a\s+(?P<side>droite|gauche)\b")
_FREE = expression(
    r"[\s,:-]{0,3}(?:est\s+)?(?:normal|libre|indemne|ras\b|sans\b|pas d|rien|souple|prophylactique)|\.\s?(?:normal|libre|indemne|ras\b|souple)"
)
_ITEM = expression(r"(?P<item>[a-h]|\d{1,2})(?:\s?[.):/-]\s?|\t|\s(?=\S))")
_EXAM_COLON = expression(
    r"\b(?:echo(?:graphie)?|mammo(?:graphie)?|irm|tdm|tumo|tumorec\w*|mastec\w*|mammec\w*|zonec\w*|mastectomie|piece)\b[^.;\n]{0,40}:\s*$|\b(?:qs[ei]|qi[ei])\b[\s:,]*$"
)
_BREAST_ALONE = expression(r"\bsein\s+(?:droit|gauche|d|g)\s*[,:(]\s*$")
_SURGERY = expression(r"tumorectomie|mastectomie|mammectomie|zonectomie|quadrantectomie|curage")
_LISTED = expression(r"\s?(?:\([^)\n]{0,40}\)\s?)?[,:;]\s*")
_PATHOLOGY_NEXT = expression(
    r"[\s,;:]{1,3}(?:de\s+)?(?:carcinom|cci\b|cli\b|lobulaire|canalaire|nst\b|tns\b|sbr\b|grade|gr\s?[1-3]|y?pt[0-4])"
)
_CANCER_NOUN = expression(
    r"\b(?:tumeurs?|residu|reliquat|(?:adeno)?carcinom|cancer|cci\b|cli\b|foyers? residuels?|taille (?:tumorale|histologique|infiltrante|clinique|initiale))"
)
_PLACE_REACH = 12
_FARTHEST = 2000
"""Characters: no sentence is longer, only text without full stops."""
_LENGTH = expression(r"\d\s?(?:mm|cm|milli|centi)")
_BY_IMAGING = expression(
    r"\s?(?:en|a l'|sur l'|sur la|au|a la)\s?(?:irm|tdm|scanner|mammo\w*|echo\w*)\b(?!\s+(?:initial|precedent|anterieur))"
)
_AT = expression(r"(?<!\d )\ba\s*(?:plus de|moins de|environ|au moins)?\s*$")
_MEASURED_AT = expression(
    r"(?:mesur\w*|evalu\w*|estim\w*|chiffr\w*|cot(?:ait|ee?|e))\s+(?:\w+\s+)?a\s*$"
)
_OF_PRONOUN = expression(
    r"\b(?:(?P<object>l[ae]\s|l')(?:mesur|chiffr|evalu|estim|cot)(?:e|ent|ait|aient)\s+(?:\w+\s+)?a|(?P<subject>elle|il)\s+(?:mesur(?:e|ait)|fai(?:t|sait)|atteint|atteignait))\s+(?:environ\s+|alors\s+)?$"
)
"""A size told of what the sentence before names: "L'IRM la mesure à 31 mm"."""
_FEMININE = frozenset(
    "masse formation tumeur lesion opacite tumefaction induration neoplasie boule image surdensite densite distorsion "
    "adenopathie metastase micrometastase macrometastase calcification cicatrice pastille plaque zone condensation "
    "ulceration prothese steatonecrose cytosteatonecrose lymphocele".split()
)
_TALLEST = 150
"""Millimetres: "elle mesure 160 cm" is the patient."""
_SIZE_FIELD = expression(
    r"tailles?\s+(?:tumorale|clinique|initiale|echo(?:graphique)?|mammo(?:graphique)?|irm|histologique|infiltrante|radiologique|de\s+la\s+tumeur)\b"
)
_SATELLITE = expression(r"\bsatellite")
_STOP = expression(r"[.;,(]")
_CLAUSE = 170


@dataclass(frozen=True)
class _Document:
    letter: Letter
    text: str

    @cached_property
    def specimens(self) -> Specimens:
        return self.letter.once(Specimens)

    @cached_property
    def sides(self) -> tuple[tuple[int, str], ...]:
        return _sides(self.text)


def read(letter: Letter, text: str) -> Iterator[Reading]:
    """The readings of tumor_size; ``text`` is folded, without unticked options."""
    document = _Document(letter, text)
    done = -1
    for match in _LENGTH.finditer(text):
        if match.start() < done:
            continue
        sentence = letter.sentence_at(match.start())
        done = sentence.end
        previous_end = sentence.start
        for size in find_sizes(text, sentence.start, sentence.end):
            if size.kind == "size" and (not size.earlier or _BY_IMAGING.match(text, size.end)):
                start = _noun_start(document, sentence, size, previous_end)
                if start is not None and _in_breast(document, sentence, size, start):
                    yield Reading(
                        "tumor_size",
                        number(size.mm),
                        start,
                        size.end,
                        unit="mm",
                        attrs={"side": _side(document, sentence, size)},
                        at=size.start,
                    )
            previous_end = size.end


def _noun_start(
    document: _Document, sentence: Sentence, size: Size, previous_end: int
) -> int | None:
    """Where the tumour that is measured is named, None when something else is measured."""
    letter, text = document.letter, document.text
    begin = max(sentence.start, size.start - _CLAUSE)
    if not text[sentence.start : size.start].strip(" :.-|\t") and sentence.line:
        begin = letter.canonical.lines[sentence.line - 1].start
    if _UPTAKE.search(text, max(begin, size.start - 20), size.start):
        return None
    nouns = [
        noun
        for noun in _NOUN.finditer(text, begin, size.start)
        if noun.group() != "mamelon" or not _FROM.search(text, noun.start() - 20, noun.start())
    ]
    if not nouns and (pronoun := _OF_PRONOUN.search(text, begin, size.start)):
        return pronoun.start() if _stands_for_tumour(document, sentence, size, pronoun) else None
    if not nouns:
        alone = _EXAM_COLON.search(text, begin, size.start) or _BREAST_ALONE.search(
            text, begin, size.start
        )
        return size.start if alone else None
    last = nouns[-1]
    if last["no"]:
        listed = _SURGERY.match(last.group()) and _LISTED.fullmatch(text, last.end(), size.start)
        return size.start if listed and _PATHOLOGY_NEXT.match(text, size.end) else None
    if (
        last.group() in ("taille", "tailles", "diametre", "grand axe", "plus grand axe")
        and len(nouns) > 1
        and nouns[-2]["no"]
        and last.start() - nouns[-2].end() < 40
    ):
        return None
    between = text[last.end() : size.start]
    if _AT.search(between) and not _MEASURED_AT.search(between):
        return None
    if _CORE.search(text, begin, size.start) or _EXTENT.match(text, size.end):
        return None
    if _SATELLITE.search(text, last.end(), min(sentence.end, size.end + 25)):
        return None
    if _BENIGN_WORD.search(between) or _BENIGN.match(text, size.end, sentence.end):
        return None
    first = last
    for noun in reversed(nouns[:-1]):
        if noun["no"] or text[noun.end() : first.start()].strip(" ,") not in (
            "",
            "de",
            "de la",
            "du",
            "d'",
        ):
            break
        first = noun
    return first.start()


def _stands_for_tumour(
    document: _Document, sentence: Sentence, size: Size, pronoun: re.Match[str]
) -> bool:
    """Whether "la", "le", "elle" stands for a tumour: the last noun before it that agrees with it."""
    if not sentence.index or size.mm >= _TALLEST:
        return False
    earlier = document.letter.sentences[sentence.index - 1]
    said = (pronoun["object"] or pronoun["subject"]).strip()
    agreeing = [
        noun
        for noun in _NOUN.finditer(
            document.text, max(earlier.start, earlier.end - _FARTHEST), earlier.end
        )
        if not noun.group().endswith(("s", "x"))
        and (said == "l'" or (noun.group() in _FEMININE) == (said in ("la", "elle")))
    ]
    return bool(agreeing) and agreeing[-1]["yes"] is not None


def _in_breast(document: _Document, sentence: Sentence, size: Size, noun: int) -> bool:
    """Whether the place told of is the breast: behind the size, before it, above it, or the document."""
    letter, text, specimens = document.letter, document.text, document.specimens
    if of_other_cancer(letter, size.start) or follows_relative(letter, size.start):
        return False
    behind = _STOP.split(text[size.end : min(sentence.end, size.end + _AFTER_REACH)], 1)[0]
    for piece in (behind, text[noun : size.start]):
        place = _place(piece)
        if place is not None:
            return place
    place = _place(text[max(sentence.start, noun - _CLAUSE) : noun])
    if place is not None:
        return place
    steps, reported = 0, specimens.is_reported(sentence.start)
    for index in range(sentence.index - 1, max(-1, sentence.index - 60), -1):
        earlier = letter.sentences[index]
        if specimens.is_reported(earlier.start) and not reported:
            continue
        if sentence.section == "conclusion" and earlier.section != "conclusion":
            break
        steps += 1
        if steps > _PLACE_REACH:
            break
        place = _place(text[max(earlier.start, earlier.end - _FARTHEST) : earlier.end])
        if place is not None:
            if not place:
                return False
            return _examined(document) is not METASTASIS or specimens.at(size.start) == PRIMARY
    if _SIZE_FIELD.match(text, noun) and _examined(document) is not METASTASIS:
        return True
    if _CANCER_NOUN.search(text, sentence.start, size.start) and specimens.examined == PRIMARY:
        return True
    return _examined(document) == PRIMARY


def _examined(document: _Document) -> str | None:
    if _BREAST_IMAGING.search(document.letter.folded, 0, 900):
        return PRIMARY
    return (
        document.specimens.examined if document.letter.kind in ("pathology", "operative") else None
    )


def _place(text: str) -> bool | None:
    """True for the breast, False for another organ, None when no place is named; the last one counts."""
    breast = elsewhere = -1
    for match in _BREAST.finditer(text):
        breast = match.start()
    for match in _ELSEWHERE.finditer(text):
        elsewhere = match.start()
    if breast < 0 and elsewhere < 0:
        return None
    return breast > elsewhere


def _side(document: _Document, sentence: Sentence, size: Size) -> str | None:
    """Side of the breast: in the sentence, by the letter of the specimen, above, or the only one."""
    sides = document.sides
    before = bisect_left(sides, (size.start,))
    if before and sides[before - 1][0] >= sentence.start:
        return sides[before - 1][1]
    behind = bisect_left(sides, (size.end,), lo=before)
    if behind < len(sides) and sides[behind][0] < min(sentence.end, size.end + 60):
        return sides[behind][1]
    if side := _side_of_item(document, sentence):
        return side
    if to_side := [None, *_TO_SIDE.finditer(document.text, sentence.start, size.start)][-1]:
        return "right" if to_side["side"] == "droite" else "left"
    names = {side for _, side in sides}
    if len(names) == 1:
        return names.pop()
    return sides[before - 1][1] if before else None


def _sides(text: str) -> tuple[tuple[int, str], ...]:
    """Sides of the breast in the text, those that are said to be free left out."""
    return tuple(
        (match.start(), "right" if match["side"].startswith("d") else "left")
        for match in _SIDE.finditer(text)
        if not _FREE.match(text, match.end())
    )


def _side_of_item(document: _Document, sentence: Sentence) -> str | None:
    """The side of specimen "A" where the list of specimens names it ("A tumorectomie droite")."""
    letter, text = document.letter, document.text
    line_start, _ = letter.line_bounds(sentence)
    item = _item_of(letter, text, sentence.line)
    if item is None:
        return None
    for line in letter.canonical.lines:
        if line.start >= line_start:
            return None
        match = _ITEM.match(text, line.start, line.end)
        if match and match["item"] == item:
            for at, side in document.sides:
                if line.start <= at < line.end:
                    return side
    return None


def _item_of(letter: Letter, text: str, number: int) -> str | None:
    """The letter or number that opens the line, or the nearest line above it in its block."""
    lines = letter.canonical.lines
    for index in range(number, max(-1, number - 5), -1):
        if match := _ITEM.match(text, lines[index].start, lines[index].end):
            return match["item"]
        if lines[index].after_blank:
            return None
    return None
