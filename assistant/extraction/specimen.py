"""Which specimen a finding was read on: the primary breast tumour or a metastasis.

The cue nearest before the finding decides, within its sentence, then its paragraph;
then what the document itself examines. A weak cue ("cancer du sein") never outweighs
a sampling ("biopsie hépatique") of the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from assistant.documents.canonical import Line
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence

PRIMARY, METASTASIS = "primary", "metastasis"

_SITE = (
    r"(?:osteo-?\s?medull\w{1,20}|medull\w{1,20} osseu\w{1,20}|foie\b|hepati\w{1,20}|segment\s+[ivx]+\b|seg\.?\s+[ivx]+\b|osseu\w{1,20}|\bos\b|iliaque|vertebr\w{1,20}|rachis|rachidien\w{0,20}|"
    r"stern\w{1,20}|femur|femoral\w{0,20}|cotyl\w{1,20}|bassin|humer\w{1,20}|sacr(?:um|ee)\b|\bcotes?\b|costal\w{0,20}|corporeaux|[tl]1?\d\b|"
    r"poumon\w{0,20}|pulmonaire\w{0,20}|lobe\b|lobaire\w{0,20}|lob\.?\s|lingul\w{1,20}|bronch\w{1,20}|transbronch\w{1,20}|plevre|pleura\w{1,20}|"
    r"transthoraci\w{1,20}|transparietal\w{1,20}|mediastin\w{1,20}|sous-?\s?caren\w{1,20}|hilaire\w{0,20}|barety|"
    r"cereb\w{1,20}|encephal\w{1,20}|cervelet|mening\w{1,20}|leptomening\w{1,20}|surrenal\w{1,20}|periton\w{1,20}|epiplo\w{1,20}|ascite|ovari\w{1,20}|ovaires?|"
    r"gastrique\w{0,20}|estomac|coli(?:que|ques|n)\b|duoden\w{1,20}|rectal\w{0,20}|endometr\w{1,20}|pancrea\w{1,20}|spleni\w{1,20}|\brate\b|"
    r"l(?:id|sd|ig|sg|md)\b|nodule cutane|lesion cutanee|sous-?\s?cutane\w{0,20})"
)
_SAMPLE = (
    r"(?:blocs?|biops\w{1,20}|microbiops\w{1,20}|macrobiops\w{1,20}|ponctions?|ponctionn\w{1,20}|cytoponction\w{0,20}|prelev\w{1,20}|cytolog\w{1,20}|exerese\w{0,20}|"
    r"resection\w{0,20}|reseque\w{0,20}|fragments?|carottes?|trocart)"
)
_THEN_SAMPLED = rf"\s+(?:\w{{1,20}}\s+){{0,2}}?{_SITE}[^\n;]{{0,80}}?\b(?:biops|ponction|prelev|histolog)\w{{0,20}}"
_BREAST = expression(r"\bseins?\b|mammaires?|axill\w+|\bqs[ei]\b|\bqi[ei]\b|quadrant|sentinelle")
_METASTASIS_STRONG = expression(
    # The first letters rule out most words at once.
    rf"(?=[bcdefhlmnoprstv])\b(?:(?:re-?\s?)?{_SAMPLE}\b[^.\n;]{{0,45}}?\b{_SITE}"
    r"|pb[hf]\b|ebus\b|re-?\s?biops\w{1,20}|nouvelle biopsie|metastasectomie|cyphoplastie|vertebroplastie|cimentoplastie"
    r"|hepatectomie|(?:bi)?segmentectomie\s+(?:hepatique|[ivx]{1,4})|(?:bi)?lobectomie|thoracoscopie|videothoracoscopie|mediastinoscopie"
    r"|cytobloc|craniotomie|(?:liquide|epanchement|ponction)\s+(?:pleural|d'ascite|d'epanchement)|transthoraci\w{1,20}|transbronch\w{1,20}"
    rf"|(?:sur|de)\s+(?:la|une|cette)\s+(?:metastase\b|(?:recidive|rechute)\s+(?:metasta\w{{1,20}}|{_SITE}))"
    r"|sur\s+metastase\b|de\s+(?:la|cette)\s+rechute\b"
    r"|metastase\b(?:\s+[a-z0-9().]{1,20}){0,4}?\s+(?:d'un|d'une|de son|de sa|du|de carcinome|de cancer|d'origine|connue d'un)"
    r"|metastases?\b(?:\s+[a-z0-9().]{1,20}){0,4}?\s*:\s*(?:adeno)?carcinome"
    rf"|localisation\s+(?:secondaire|metastatique|{_SITE})(?:\s+[a-z0-9()]{{1,20}}){{0,3}}?\s+(?:d'un|d'une|de son|du)"
    r"|metastases\s+(?:[a-z]{1,20}\s+){0,3}biopsiees?"
    r"|(?:foie|poumon|os)\s+tumora(?:l|ux)"
    rf"|rechute{_THEN_SAMPLED}|recidive{_THEN_SAMPLED}"
    r"|ponctions?\s+(?:evacuatrice|pleurale|d'ascite|lombaire))"
)
_OF_BREAST_ORIGIN = expression(
    r"\b(?:d'|ayant une\s+|par leur\s+)origine\s+(?:mammaire|probablement mammaire)"
)
"""Said of what was sampled elsewhere: nobody says that a breast tumour comes from the breast."""
_METASTASIS_PLURAL = expression(
    rf"\b(?:rechute|recidive)\s+(?:metastatique\s+)?{_SITE}"
    r"|\b(?:metastases?|localisations? secondaires?|lesions? secondaires?)\b(?!\s+(?:dans|sur|de|du|des)\s+(?:(?:le|les|un|une|deux|trois|\d+|l')\s*)?gangli|\s+ganglionnaires?\s+(?:axill|sentin|intra))(?!(?:\s+[a-z0-9()]{1,20}){0,4}?\s+(?:d'un|d'une|de son|de sa|du (?:cancer|carcinome))\b)"
)
_PRIMARY_STRONG = expression(
    rf"(?=[abcefghilmnpqrstyz])\b(?:{_SAMPLE}\b[^.\n;]{{0,45}}?(?:\bseins?\b|mammaires?\b|\bqs[ei]\b|\bqi[ei]\b|quadrant|axill\w{{1,20}}|sentinelle)"
    r"|(?:micro|macro)-?\s?biops\w{1,20}|tumorectomie|(?:bi|hemi)?mastectomie|mammectomie|mastec\b|mammec\b|tumorec\b|zonectomie|quadrantectomie|patey\b|mrm\b|lumpectomie"
    r"|piece\s+de\s+(?:mast|tumor|mamm|zonec|quadrant|chirurgie)|sur\s+(?:le\s+)?residu\b|ganglions?\s+sentinelles?"
    r"|tumeur\s+(?:primitive|primaire|mammaire|initiale|du\s+sein)|primitif\b(?!\s+(?:pulm|bronch|hepat|digest|prostat|ovar|gyn|colo|pancr|thyro|renal|cutane|inconnu|\?))|primitive\b"
    r"|maladie\s+initiale|cancer\s+primitif|(?:nodule|masse|lesion)\s+mammaire"
    r"|(?:ypt|pt|ct)(?:[0-4]|is)"
    r"|(?<!du )(?<!un )(?<!son )(?<!sa )(?:cancer|carcinome|tumeur)\s+(?:du\s+sein|mammaire)\s+(?:connu|anterieur|ancien|initial|traite|opere|de\s+(?:19|20)\d\d)"
    r"|cas?\s+traitement\s+initial|(?:anapath|histolog)\w{0,20}\s+initiale?|initialement)"
)
_PRIMARY_WEAK = expression(
    r"(?:\b(?:cancers?|carcinomes?|adenocarcinomes?|tumeurs?|neoplasie|neo|cci|cli|k)\b)[^.\n;:]{0,60}?\b(?:seins?\b|mammaires?\b)"
    r"|\bseins?\s+(?:droit|gauche|d\b|g\b)|\bpiece\s+operatoire|\bsur\s+(?:la\s+)?piece\b|\b(?:cancers?|carcinomes?)\s+bilatera\w{1,20}"
)
_OF_METASTASIS = expression(
    r"(?:metastases?|localisations?|lesions? secondaires?|atteinte)\b[^.\n;:]{0,50}$"
)
_METASTATIC_AFTER = expression(
    r"[^.\n;:,]{0,45}\b(?:oligo-?)?metastati\w+|[^.\n;:,]{0,25}\bstade\s+iv\b"
)
_METASTATIC = expression(r"\b(?:oligo-?)?metasta\w+|\bmetas?\b|\bstade iv\b|\bm1\b|\brechutes?\b")
_DENIED = expression(
    r"(?:pas|absence|sans|aucune?|ni|non|recherche|risque|exclu\w*|indemne|cytolyse)\b[^.\n;:]{0,45}$"
)
_REGIONAL = expression(
    r"(?:axill\w+|sentinelles?|mammaire interne|intra-?mammaire)\b[^.;\n]{0,60}$"
)
_ORIGIN = expression(r"\b(?:d'un|d'une|de son|du)\b")
_NOT_SAMPLED = expression(r"\b(?:pas|absence|sans|aucune?|ni)\s+(?:de\s+|d')?(?:nouvelle\s+)?$")
_ABOVE = 9
_ON_IT = expression(r"(?:\bsur|\ba|\(|:)\s*(?:la|le|les|l'|cette|ce)?\s*$")
_REPORTED_HEADING = expression(
    r"^[^\w\n]{0,20}(?:\d{1,3}\s?[.)-]\s?|[ivx]{1,5}\s?[.)-]\s?)?(?:antecedents?|atcds?|contexte|renseignements?|rens\b|histoire|historique|rappel|indication|motif|clinique|rc\s?:|r\.c\.)",
    re.MULTILINE,
)
_REPORTED = frozenset({"indication", "past_history", "family_history", "history", "comparison"})
"""Sections that tell what was known before the examination that a document reports."""


_DISEASE = expression(r"(?:cancers?|tumeurs?|neoplasie|neo|k)\b")
_DESCRIBED = expression(
    r"\b(?:grade|sbr|cci|cli|nst|tns|carcinom\w+|canalaire|lobulaire|mucineux|elston|diagnosti\w+|initial\w*|traitee?|operee?|chirurgie)\b"
)
_BREAST_IMAGING = expression(
    r"\bmammo(?:graph\w*)?\b|echo(?:graphie)?\s+(?:mammaire|des seins|sein)|irm\s+(?:mammaire|des seins|du sein)|tomosynthese"
)
_HEAD = 500


@dataclass(frozen=True, slots=True)
class _Cue:
    """``disease`` when only the patient's disease is named ("cancer du sein"), no specimen."""

    start: int
    end: int
    specimen: str
    strong: bool
    disease: bool = False


class Specimens:
    """The cues of one document, found once for the readers that ask about its findings."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._cues = _cues(letter.folded)
        self._reported = _reported_spans(letter)
        self.examined = self._of_document()
        """What the document itself examines, its clinical information left aside."""

    def at(self, offset: int, *, of_disease: bool = False) -> str | None:
        """ "primary", "metastasis", or None when the context does not say.

        ``offset`` is a character of ``letter.text``, where the finding is stated. In a
        patient with metastases, "cancer du sein RH+" tells the receptors of the disease,
        of no given specimen, where "cancer du sein lobulaire" tells its histology:
        ``of_disease`` asks for the first reading.
        """
        sentence = self._letter.sentence_at(offset)
        found = self._in_sentence(sentence, offset) or self._above(sentence)
        if (
            of_disease
            and found is not None
            and found.disease
            and not _DESCRIBED.search(self._letter.folded, sentence.start, sentence.end)
        ):
            return PRIMARY if self.examined == METASTASIS else self.examined
        return found.specimen if found else self.examined

    def is_reported(self, offset: int) -> bool:
        """Whether this is told of the past or of the request, not of what the document examines."""
        index = bisect_right(self._reported, offset, key=lambda span: span[0]) - 1
        return index >= 0 and offset < self._reported[index][1]

    def _between(self, start: int, end: int) -> list[_Cue]:
        first = bisect_left(self._cues, start, key=_position)
        last = bisect_left(self._cues, end, key=_position)
        return self._cues[first:last]

    def _in_sentence(self, sentence: Sentence, offset: int) -> _Cue | None:
        found: _Cue | None = None
        for cue in self._between(sentence.start, offset + 1):
            if cue.strong or found is None or not found.strong or found.specimen == PRIMARY:
                found = cue
        if found is not None:
            return found
        for cue in self._between(offset, sentence.end)[:1]:
            folded = self._letter.folded
            on_it = folded.startswith("sur ", cue.start) or _ON_IT.search(
                folded, max(offset, cue.start - 12), cue.start
            )
            if cue.specimen == PRIMARY or (cue.strong and on_it):
                return cue
        return None

    def _above(self, sentence: Sentence) -> _Cue | None:
        """The cue of the nearest sentence above in the paragraph that has one."""
        letter = self._letter
        reported = self.is_reported(sentence.start)
        for index in range(sentence.index - 1, max(-1, sentence.index - _ABOVE), -1):
            earlier, following = letter.sentences[index : index + 2]
            if (
                following.line != earlier.line
                and letter.canonical.lines[following.line].after_blank
            ):
                return None
            if self.is_reported(earlier.start) and not reported:
                return None
            here = self._between(earlier.start, earlier.end)
            if here:
                return next((cue for cue in reversed(here) if cue.strong), here[-1])
        return None

    def _of_document(self) -> str | None:
        if self._letter.kind in ("pathology", "operative"):
            own = (c for c in self._cues if c.strong and not self.is_reported(c.start))
            first = next(own, None) or next(iter(self._cues), None)
            return first.specimen if first else None
        folded = self._letter.folded
        if _BREAST_IMAGING.search(folded, 0, _HEAD):
            return PRIMARY
        metastatic = any(
            not _DENIED.search(folded, max(0, match.start() - 50), match.start())
            for match in _METASTATIC.finditer(folded)
        )
        return None if metastatic else PRIMARY


def _position(cue: _Cue) -> int:
    return cue.start


def _reported_spans(letter: Letter) -> list[tuple[int, int]]:
    """Where a document tells what was known before it: history, clinical information.

    In order, apart from one another.
    """
    spans = [(s.start, s.end) for s in letter.sentences if s.section in _REPORTED]
    lines = letter.canonical.lines
    end = -1
    for heading in _REPORTED_HEADING.finditer(letter.folded):
        if heading.start() < end:
            continue
        index = last = letter.sentence_at(heading.start()).line
        line = lines[index]
        while last + 1 < len(lines) and not _begins_anew(letter, lines[last + 1]):
            last += 1
        end = lines[last].end
        spans.append((line.start, end))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _begins_anew(letter: Letter, line: Line) -> bool:
    """Whether a line leaves the paragraph: behind a blank line, or under a heading of findings."""
    section = letter.sentence_at(line.start).section
    return line.after_blank or (section is not None and section not in _REPORTED)


def _cues(folded: str) -> list[_Cue]:
    cues = [
        _Cue(match.start(), match.end(), _of_sample(folded, match), strong=True)
        for match in _METASTASIS_STRONG.finditer(folded)
        if not _BREAST.search(_ORIGIN.split(match.group())[0])
        and not _NOT_SAMPLED.search(folded, max(0, match.start() - 30), match.start())
    ]
    sampled = list(cues)
    cues += [
        _Cue(match.start(), match.end(), METASTASIS, strong=True)
        for match in _OF_BREAST_ORIGIN.finditer(folded)
    ]
    for match in _METASTASIS_PLURAL.finditer(folded):
        denied = _DENIED.search(folded, max(0, match.start() - 50), match.start())
        if not denied and not _covered(sampled, match.start()):
            cues.append(_Cue(match.start(), match.end(), METASTASIS, strong=False))
    for match in _PRIMARY_STRONG.finditer(folded):
        if not _covered(sampled, match.start()):
            cues.append(_Cue(match.start(), match.end(), PRIMARY, strong=True))
    for match in _PRIMARY_WEAK.finditer(folded):
        if (
            not _OF_METASTASIS.search(folded, max(0, match.start() - 60), match.start())
            and not _METASTATIC_AFTER.match(folded, match.end())
            and "metasta" not in match.group()
        ):
            disease = _DISEASE.match(match.group()) is not None
            cues.append(_Cue(match.start(), match.end(), PRIMARY, strong=False, disease=disease))
    return sorted(cues, key=_position)


def _of_sample(folded: str, match: re.Match[str]) -> str:
    """A metastasis in a node of the armpit is a regional node: it tells of the primary."""
    before = folded[max(0, match.start() - 90) : match.start()]
    generic = match.group().startswith("metastase")
    return PRIMARY if generic and _REGIONAL.search(before) else METASTASIS


def _covered(cues: list[_Cue], offset: int) -> bool:
    """Whether one of the cues, which do not overlap, holds a character."""
    index = bisect_right(cues, offset, key=_position) - 1
    return index >= 0 and offset < cues[index].end
