"""Obstacles to the follow-up of a trial: psychological, familial, sociological or geographical."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from criteria.facts import Fact

_FOLLOW = r"(?:suivi|compliance|observance|participation|protocole|calendrier|surveillance|visites|deplacements|trajets|venues|assiduite|rendez-vous)"
_NO_OBSTACLE = expression(
    rf"\b(?:aucun|pas d'|pas de|sans|ni|absence de|absence d'|aucune)\s*(?:autre\s+|reel\s+|veritable\s+)?(?:obstacles?|freins?|problemes?|difficultes?|contre-indications?|empechements?|barrieres?)\b[^.;\n]{{0,90}}?\b(?:{_FOLLOW}|essai|etude|psycholog\w+|sociolog\w+|geograph\w+|famili\w+|logistique|social\w*)\b"
    rf"|\b(?:pas|aucun) (?:\w+ )?(?:repere|identifie|note|constate|retrouve|releve|vu|decele|trouve)\w* (?:de |d'|aucun )?(?:obstacles?|freins?|empechements?|difficultes?)\b[^.;\n]{{0,60}}?\b(?:{_FOLLOW}|essai)\b"
    r"|\b(?:obstacles?|freins?|empechements?|problemes?|difficultes?)\b[^.;:\n]{0,90}[:=]\W*(?:aucune?|non|neant|absente?s?|0|ras)\b"
    rf"|\b(?:rien|aucun\w*(?: \w+){{1,4}}) (?:qui )?(?:ne |n')?(?:s'oppose(?:nt|ra)?|s'y oppose|empeche\w*|entrave\w*|compromet\w*|gene\w*|fasse obstacle|fait obstacle)\b[^.;\n]{{0,40}}?\b(?:{_FOLLOW}|essai|inclusion)\b"
    rf"|\b{_FOLLOW}\b[^.;,\n]{{0,25}}?\b(?:possible|faisable|realisable|envisageable|assuree?|aisee?|facile|simple)s?\s*(?:,\s*)?(?:sans (?:difficulte|probleme|obstacle|frein|reserve)s?)\b"
    rf"|\b(?:eloignement|distance|trajets?|deplacements?)\b[^.;,\n]{{0,20}}?\b(?:n'est|ne sont|ne pose\w*|n'etant)\s+pas (?:un |de |une )?(?:probleme|obstacle|frein|difficulte)s?[^.;\n]{{0,60}}?\b(?:{_FOLLOW})\b"
    rf"|\b(?:n'est|ne sont|ne sera|ne seront|ne serait|ne constitue\w*|ne represente\w*|n'etant)\s+pas (?:un |de )?(?:obstacle|frein|empechement)s?\b[^.;\n]{{0,40}}?\b(?:{_FOLLOW}|prise en charge|traitement|participation|inclusion)\b"
    rf"|\b(?:obstacles?|freins?)\s+(?:a la|au|a son|a sa)\s+(?:bon\s+)?{_FOLLOW}\s*[:=]\s*(?:non|aucun|neant|absents?)\b"
    rf"|\b(?:suivi|compliance|observance|protocole)\s+(?:\w+\s+){{0,3}}(?:ne (?:pose|posera)\s+(?:pas de|aucun)\s+(?:probleme|difficulte))"
    r"|\bsans (?:aucune )?difficultes? (?:previsibles? |particulieres? |notables? )?(?:pour|a) (?:venir|se deplacer|se rendre|suivre|honorer|assurer)\b"
    r"|\b(?:disponible et motivee?|motivee? et disponible|apte a suivre le (?:protocole|calendrier))\b"
    rf"|\baucun\w*\b[^.;\n]{{0,90}}?\bsusceptibles? (?:de |d')(?:compromettre|entraver|gener|empecher|limiter|perturber)\b[^.;\n]{{0,30}}?\b(?:{_FOLLOW}|essai)\b"
    rf"|\b(?<!peu )(?<!pas )(?<!non )(?<!n'est )compatibles? avec (?:le |un |la |les |son |sa )?(?:bon |bonne )?{_FOLLOW}\b"
    r"|\b(?:bonne|excellente|parfaite) (?:compliance|observance) (?:attendue|previsible|prevue|au (?:protocole|suivi|calendrier))\b"
    r"|\b(?:compliance|observance)\s+(?:au (?:protocole|suivi|calendrier)|attendue|previsible)\s*(?::|est|sera)?\s*(?:bonne|excellente|parfaite|satisfaisante)"
)
_HINTS = expression(
    r"obstacle|frein|probleme|difficulte|contre-indication|empech|barriere|oppose|entrav|comprom|\bgene(?:nt|ra|raient)?\b|reserve|"
    rf"susceptibles? d|\bcompatibles? avec (?:le |un |la |les |son |sa )?(?:bon |bonne )?{_FOLLOW}|"
    r"motivee?\b|apte a suivre|compliance|observance"
)
"""Words of which every stated absence of an obstacle has one, not far from its ends."""
_REACH = 300
_FORM_YES = expression(
    r"\b(?:obstacles?|freins?|empechements?|problemes?|difficultes?)\b[^.;:\n]{0,90}[:=]\s*oui\b"
)
_HINDRANCE = (
    r"(?:obstacles?|freins?|entrav\w+|compromet\w*|compromis\w*|empech\w+|difficil\w*|difficultes?|compliqu\w+|impossible|illusoire|irrealis\w+|aleatoire|incompatible\w*|precaire|hasardeux|chaotique|"
    r"probleme\w*|impossibles|inenvisageables?|irrealisables?|infaisables?|ingerable|peu realiste|delicat|incertain\w*|defaillante?)"
)
_OBSTACLE = expression(
    rf"\b{_FOLLOW}\b[^.;\n]{{0,45}}?\b{_HINDRANCE}\b|\b{_HINDRANCE}\b[^.;\n]{{0,40}}?\b(?:pour |a |au |le |les |du |de |son |sa |ses |la |l'){{0,4}}{_FOLLOW}\b"
)
_ABOUT = expression(
    rf"\b(?:{_FOLLOW}|essai|etude|psycholog\w+|sociolog\w+|geograph\w+|famili\w+)\b"
)
_POOR = expression(
    r"\b(?:mauvaise|mediocre|faible|defaut d'|defaut de|non-?|manque d'|manque de|peu de|inobserv\w*)\s?(?:compliance|observance|assiduite)\b|\b(?:peu|non) (?:compliante?|observante?|assidue?)\b|\b(?:compliance|observance)\s+(?:tres\s+)?(?:mauvaise|mediocre|faible|incertaine|douteuse|aleatoire|insuffisante)"
    r"|\bne (?:pourra|peut|pourrait) (?:pas|plus) (?:venir|se deplacer|se rendre|assurer le suivi|suivre le (?:protocole|calendrier)|honorer)\b"
    r"|\bn'honore pas ses (?:rendez-vous|rdv|consultations)\b|\brendez-vous non honores\b"
)
_CAUSE = expression(
    r"\b(?:habite|vit|reside|isolement|eloigne\w*|seule?|barriere|linguistique|ne conduit (?:pas|plus)|km\b|h\d{0,2} de|trajets?|vehicule|transports?|domicile|depressi\w+|psychiatri\w+|psychos\w+|addict\w+|alcool\w*|toxicoman\w+|refus\w*|cognitif\w*|demence|precarite|langue|mari|fille|famille|croyances|illettr\w+|deplacements?)"
)
_ANNULLED = expression(
    r"\b(?:pas|aucune?|sans|ni|jamais|si|risque de|en cas de|s'il)\s+(?:de |d'|le |la |un |une |tres |particuli\w+ )*$|\b(?:critere|eventuel\w*)\b[^.;]{0,30}$"
)
_DENIED = expression(
    r"\b(?:n'est pas|ne sont pas|n'est plus|ne pose pas|ne constitue\w* pas|n'a pas|pas de|aucune?|sans|ne sera pas)\b"
)
_OF_A_DISEASE = expression(
    r"\b(?:suivi|surveillance)\s+(?:\w+\s+){0,2}(?:radiolog\w+|scanograph\w+|irm|echograph\w+|mammograph\w+|de la lesion|du nodule|diabet\w+|cardio\w+|des marqueurs)"
)
_ADJUVANT = expression(
    r"\b(?:tamoxifene|hormonotherapie|letrozole|anastrozole|traitement|exemestane|aromatase|metformine|cpap)\b"
)


def read_obstacles(letter: Letter) -> Iterator[Fact]:
    """What hinders the follow-up, or its stated absence; distance alone is no obstacle."""
    folded = letter.folded
    found: list[tuple[int, Fact]] = []
    denials, yeses = _worded(letter)
    for match in denials:
        if _is_said(letter, match):
            found.append(
                (1, letter.fact("compliance_obstacle", "absent", match.start(), match.end()))
            )
    for match in yeses:
        if _ABOUT.search(match.group()) and _is_said(letter, match):
            found.append(
                (0, letter.fact("compliance_obstacle", "present", match.start(), match.end()))
            )
    spans = [match.span() for match in denials]
    for pattern in (_OBSTACLE, _POOR):
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in spans):
                continue
            sentence = letter.sentence_at(match.start())
            clause = folded[max(sentence.start, match.start() - 160) : match.start()]
            if (
                not _is_said(letter, match)
                or _ANNULLED.search(clause)
                or _DENIED.search(match.group())
            ):
                continue
            if _OF_A_DISEASE.search(match.group()):
                continue
            if pattern is _POOR and _ADJUVANT.search(folded[match.end() : match.end() + 40]):
                continue
            if pattern is _OBSTACLE and not _CAUSE.search(
                folded[
                    max(sentence.start, match.start() - 160) : min(sentence.end, match.end() + 120)
                ]
            ):
                continue
            found.append(
                (0, letter.fact("compliance_obstacle", "present", match.start(), match.end()))
            )
    if found:
        yield min(found, key=lambda pair: pair[0])[1]


def _worded(letter: Letter) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """What is worded as the absence of an obstacle, and what a form answers with yes."""
    hints = list(_HINTS.finditer(letter.ticked))
    if not hints:
        return [], []
    start, end = max(0, hints[0].start() - _REACH), hints[-1].end() + _REACH
    return (
        list(_NO_OBSTACLE.finditer(letter.ticked, start, end)),
        list(_FORM_YES.finditer(letter.ticked, start, end)),
    )


_AS_CRITERION = expression(r"\b(?:criteres?|absence de probleme)\b|\bsi\b[^,]{0,40}$")


def _is_said(letter: Letter, match: re.Match[str]) -> bool:
    """Whether it is said of the patient, rather than asked or put as a criterion."""
    sentence = letter.sentence_at(match.start())
    following = letter.folded[match.end() : min(sentence.end, match.end() + 40)]
    return "?" not in following and not _AS_CRITERION.search(
        letter.folded, max(sentence.start, match.start() - 120), match.start()
    )
