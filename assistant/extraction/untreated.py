"""What a document says has not been given: no systemic treatment so far."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_course import read_course
from criteria.facts import Fact

_ONCOLOGIC = (
    r"(?:systemiques?|oncologiques?|anti-?cancereux|anti-?tumora(?:l|ux)|specifiques?|carcinologiques?|medical|general|metastatiques?|"
    r"par voie generale|medicamenteux)"
)
_NOT_THIS = expression(
    r"\s*(?:\w+\s+)?(?:neo-?\s?)?adjuvant|\s*(?:local|locoregional|loco-regional|chirurgical|antalgique|habituel|au long cours|anticoagulant|substitutif|hormonal substitutif|"
    r"personnel|chronique|particulier|en dehors|hors|autre|curatif|complementaire|symptomatique|antibio|corticoide|a la maison|a domicile|en cours)"
)
_GIVEN = (
    r"(?:recue?s?|debutee?s?|commencee?s?|entreprise?s?|entrepris|instauree?s?|initiee?s?|introduite?s?|demarree?s?|administree?s?|donnee?s?|mise? en (?:route|place)|"
    r"realisee?s?|delivree?s?|prescrite?s?)"
)
_STAGE = r"(?:(?:de|pour|depuis|contre|dans)\s+(?:la|sa|cette|le|les|ses|l')\s*(?:rechute|recidive|maladie|diagnostic|metastases|decouverte|stade|cadre|evolution|oligo\w*|progression metastatique)|en (?:phase|situation|contexte) metastatique)"
_SO_FAR = r"(?:a ce jour|a ce stade|pour l'instant|pour le moment|jusqu'(?:a present|alors|ici|a ce jour)|encore|prealable\w*|anterieur\w*|auparavant|jusque-?la)"
_BEHIND = expression(
    rf"\s*(?:(?:par|de)\s+)?(?:{_ONCOLOGIC}\b|{_GIVEN}|{_STAGE}|{_SO_FAR}|n'(?:a|est|avait|a encore|a pour l'instant)\s+(?:\w+\s+){{0,4}}?(?:ete\s+)?{_GIVEN})"
)
_RECEIPT = expression(
    rf"(?:n'(?:a|avait|ayant)|n'a encore|ayant)[^.;,]{{0,30}}$|(?:{_STAGE}|systemiques?)[^.;\n]{{0,14}}$"
)
_AFFIRMED = expression(r"\s*[:=]?\s*(?:aucune?|neant|0\b|non\b|rien|pas de|jamais)")
_LINES = expression(
    r"\s*(?:(?:therapeutique|de traitement|metastatique|systemique|de chimiotherapie|recue?|debutee?|anterieure?|prealable)\b|n'a)"
)
_FOR_RELAPSE = expression(
    rf"\s*(?:comme traitement|en traitement|de systemique|sur le plan systemique)?\s*{_SO_FAR}?\s*(?:comme traitement|comme ttt|en systemique|{_STAGE}|pour (?:la|sa|cette) \w+)"
)
_EXCEPT = expression(
    r"en dehors|hormis|\bsauf\b|excepte|a part|\bautre que|depuis l'arret|\bmais\b"
)


def read(letter: Letter) -> Iterator[Fact]:
    """At most one fact systemic_treatment none: explicitly nothing given so far for the metastatic disease."""
    for target in letter.of("NO_TREATMENT"):
        span = _span(letter, target)
        if span is None or target.family:
            continue
        phase = (
            "metastatic"
            if letter.once(read_course).metastatic
            or "metasta" in letter.folded[span[0] : min(span[1] + 50, target.sentence.end)]
            else None
        )
        yield letter.fact("systemic_treatment", "none", *span, phase=phase, status="never")
        return


def _span(letter: Letter, target: Target) -> tuple[int, int] | None:
    """The words that say it, None when they are about another kind of treatment."""
    folded, sentence = letter.folded, target.sentence
    text = folded[target.start : target.end]
    before = folded[max(sentence.start, target.start - 120) : target.start]
    after = folded[target.end : min(sentence.end, target.end + 120)]
    if _EXCEPT.search(after[:60]) or "autre" in text or before.rstrip().endswith(("si", "chez")):
        return None
    if _NOT_THIS.match(after) or sentence.section in ("family_history", "technique"):
        return None
    if text.startswith(("traitement", "ttt", "ligne")):
        match = _AFFIRMED.match(after)
        if sentence.section == "past_history":
            return None
        return (target.start, target.end + match.end()) if match else None
    if text.startswith(("naif", "naive")):
        match = re.match(
            r"\s*(?:tout|toute|tous)?\s*(?:traitements?|ttt|therapeutique|chimiotherapie et (?:d')?hormono|hormonotherapie et (?:de )?chimio)",
            after,
        )
        return (target.start, target.end + match.end()) if match else None
    if text.startswith("vierge"):
        match = re.match(r"\s*(?:traitements?|ttt|therapeutique)", after)
        return (target.start, target.end + match.end()) if match else None
    if re.fullmatch(r"avant .*(?:ligne)", text):
        return target.start, target.end
    if text.startswith("avant to"):
        match = re.match(
            r"\s*(?:premiere ligne|1(?:ere|re) ligne|ligne|traitement systemique|traitement de (?:la rechute|premiere ligne)|traitement (?:onco|anti|specif|medical)\w*|mise en route d'un traitement)",
            after,
        )
        return (target.start, target.end + match.end()) if match else None
    if text.startswith("avant"):
        match = re.match(r"\s*(?:ligne|metastatique|systemique|de chimio\w*|thera\w*)?", after)
        return (
            (target.start, target.end + match.end())
            if match and ("ligne" in text or match.group().strip())
            else None
        )
    if text.startswith(("non tr", "jamais tr", "pas encore tr")):
        match = re.match(
            r"\s*(?:(?:a ce jour|encore)\s*)?(?:pour|en|au|depuis)\s+(?:la|sa|cette|ses|les|phase|situation|stade)\s*(?:rechute|maladie metasta|metasta|recidive|oligo)",
            after,
        )
        return (target.start, target.end + match.end()) if match else None
    if text.startswith("rien"):
        if text.startswith(("rien recu", "rien eu", "rien pris", "rien debute", "rien commence")):
            match = _FOR_RELAPSE.match(after)
            return (target.start, target.end + match.end()) if match else None
        return (target.start, target.end) if "pour" in text or "n'a" in text else None
    if text.startswith("n'a rien"):
        match = _FOR_RELAPSE.match(after)
        return (target.start, target.end + match.end()) if match else None
    if "ligne" in text:
        match = _LINES.match(after)
        return (target.start, target.end + match.end()) if match else None
    match = _BEHIND.match(after)
    if match:
        return target.start, target.end + match.end()
    if text.startswith("n'a") or _RECEIPT.search(before):
        end = re.match(r"[^.;,\n]{0,40}?(?=[.;,\n]|$)", after)
        return target.start, target.end + (end.end() if end and end.end() <= 40 else 0)
    return None
