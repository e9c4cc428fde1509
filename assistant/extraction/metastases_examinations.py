"""What an examination of one organ, or a sample of it, says of its metastases."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.metastases_model import SITES, Assertion, Clause, Mention, plain

_BIOPSY = expression(
    r"\b(?:biops\w+|microbiops\w+|cytoponction\w*|rebiops\w+|pbh|pbf|ponction\w*|preleve\w*|cytolog\w+|ebus|histolog\w+|exerese|cyphoplastie)\b"
)
_CARCINOMA = expression(
    r"\b(?:adeno)?carcinom\w+|cellules?\s+(?:tumorales|malignes|carcinomateuses|adenocarcinomateuses)|\borigine\s+mammaire"
)
_NORMAL = expression(
    r"(?:\s+(?:du|de|le|en)\s+[\d/.]+(?:\s+\w+\s+\d{4})?|\s+\([^)]{1,30}\))?\s*(?::|,|est|revient|s'est\s+revele[e]?)?\s*(?:negative?s?|normale?s?|normaux|neg|ras|sp|sans\s+(?:aucune\s+)?(?:anomalie|particularite|lesion)\w*)\b"
)
_NO_CARCINOMA = expression(r"\b(?:pas|absence|sans|aucune?|ni|non)\s+(?:\w+\s+){0,3}$")
_EFFUSION = expression(
    r"\b(?:epanchements?\s+pleura\w+|pleuresie|liquide\s+pleural|(?:ponction|drainage|thoracoscopie)\s+pleurale?|(?P<ascites>ascite))\b[^.;\n]{0,70}?"
    r"\b(?P<cells>cytologie\s+(?:est\s+|revenue\s+|s'est\s+revelee\s+)?positive|cellules\s+(?:adeno)?(?:tumorales|malignes|neoplasiques|carcinomateuses)|adenocarcinome\s+(?:mammaire|d'origine\s+mammaire))"
)
_BIOPSIED = expression(
    r"\s*(?:droite?s?\s+|gauches?\s+)?[,(]?\s*(?:biopsie|ponctionne|preleve)e?s?\b"
)
_SUPPOSED = expression(r"\b(?:si|en\s+cas)\b")
_BREAST = expression(r"\bseins?\b|mammaire|axillaire|mammectomie|mastectomie|tumorectomie")


def proven(letter: Letter, sentence: Sentence, clauses: list[Clause]) -> Iterator[Mention]:
    """A sample of an organ in which a carcinoma was found."""
    folded = letter.folded
    if not _CARCINOMA.may_match(folded, sentence.start, sentence.end):
        return
    for clause in clauses:
        for place in clause.places:
            site = plain(place).value
            if site == "node_place" and any(t.value == "node" for t in clause.lesions):
                site = "lymph_node"
            if site not in SITES or site in ("digestive", "kidney", "pancreas", "other"):
                continue
            begin = max(sentence.start, place.start - 40)
            is_sample = (
                place.value.endswith("_biopsy")
                or _BIOPSY.search(folded, begin, place.start)
                or _BIOPSIED.match(folded, place.end, sentence.end)
            )
            if not is_sample or _BREAST.search(folded, begin, place.end):
                continue
            match = _CARCINOMA.search(folded, place.end, sentence.end)
            if match is None or _NO_CARCINOMA.search(folded, place.end, match.start()):
                continue
            if (
                _BREAST.search(folded, place.end, match.start())
                or "hepatocell" in folded[match.start() : match.end() + 20]
            ):
                continue
            yield Mention(
                site, Assertion.PRESENT, False, place.start, match.end(), sentence, strong=True
            )


def effusions(letter: Letter) -> Iterator[Mention]:
    """Fluid of the pleura or the peritoneum in which tumour cells were found."""
    for match in _EFFUSION.finditer(letter.folded):
        sentence = letter.sentence_at(match.start())
        cells = match.start("cells"), match.end()
        if match.end() > sentence.end or _NO_CARCINOMA.search(
            letter.folded, max(sentence.start, cells[0] - 30), cells[0]
        ):
            continue
        if sentence.section == "family_history" or _SUPPOSED.search(
            letter.folded, sentence.start, cells[0]
        ):
            continue
        site = "peritoneum" if match["ascites"] else "pleura"
        yield Mention(site, Assertion.PRESENT, False, *match.span(), sentence, strong=True)


def normal_examinations(
    letter: Letter, sentence: Sentence, clauses: list[Clause]
) -> Iterator[Mention]:
    """Organs whose own examination is said normal ("IRM cérébrale normale")."""
    for clause in clauses:
        for place in clause.places:
            if not place.value.endswith("_exam") or clause.lesions:
                continue
            normal = _NORMAL.match(letter.folded, place.end, clause.end)
            before = max(sentence.start, place.start - 40), place.start
            if normal and not _SUPPOSED.search(letter.folded, *before):
                yield Mention(
                    plain(place).value,
                    Assertion.ABSENT,
                    False,
                    place.start,
                    normal.end(),
                    sentence,
                )
