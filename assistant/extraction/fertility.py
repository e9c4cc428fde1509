"""Menopause, pregnancy and breastfeeding: what a trial asks of a woman."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.belonging import of_relative
from assistant.extraction.civility import is_relative
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The menopausal status, a pregnancy and breastfeeding, where they are worded."""
    yield from _menopause(letter)
    yield from _pregnancy(letter)
    yield from _breastfeeding(letter)


_NEGATION_BEFORE = expression(
    r"\b(?:non|pas|jamais) (?:encore |du tout )?(?:ete )?$|n'est (?:pas|plus) (?:encore )?$"
)
_IN_GENERAL = expression(
    r"\b(?:chez (?:la|les|une?) (?:femmes?|patientes?)|femmes|pour les|indique[e]?|amm)\b[^.]{0,40}$|\b(?:mere|soeur|tante|avant sa|apres sa|avant la|depuis sa)\b[^.,;]{0,25}$|\b(?:propos\w+|surven\w+|diagnosti\w+|decouvert\w*|operee?|indiqu\w+|discut\w+|reserv\w+) (?:en |alors qu'elle etait )$"
)
_TO_COME = expression(
    r"\s*(?:\w+-induite\s*)?(?:est |serait )?(?:a prevoir|previsible|probable|a craindre|attendue|possible|envisagee|imminente|proche)\b"
)
_FIELD_VALUE = expression(
    r"\s*(?:\([^)]*\)\s*)?(?:[:=?]|(?<=\t))\s*(?:\[\s?[x✓✔*]\s?\]\s?|[☒☑■]\s?)?(?P<v>oui|non|faite|acquise|confirmee|installee|naturelle|chirurgicale|spontanee|ancienne|pre-?menopaus\w*|post-?menopaus\w*|peri-?menopaus\w*|menopausee?|non menopausee|pre|post|peri)\b"
)


def _menopause(letter: Letter) -> Iterator[Fact]:
    """The menopausal status, where it is worded; an age never implies it."""
    for target in letter.of("MENOPAUSE"):
        folded = letter.folded
        before = folded[max(target.sentence.start, target.start - 45) : target.start]
        if (
            not letter.ticked[target.start : target.end].strip()
            or target.hypothetical
            or target.sentence.section == "family_history"
            or _IN_GENERAL.search(before)
            or (of_relative(letter, target) and not _opens_line(letter, before, target))
        ):
            continue
        field = _FIELD_VALUE.match(
            letter.ticked, target.end, letter.line_bounds(target.sentence)[1]
        )
        value, start, end = str(target.value), target.start, target.end
        if value == "field" and (aged := _AT_AGE.match(folded, target.end, target.sentence.end)):
            value, end = "postmenopausal", aged.end()
        elif value == "field" or field:
            if field is None:
                continue
            word, end = field["v"], field.end()
            if word.startswith("peri"):
                value = "perimenopausal"
            elif not word.startswith(("non", "pre")):
                value = "postmenopausal"
            else:
                value = "premenopausal"
        if (negation := _NEGATION_BEFORE.search(before)) and not field:
            if value != "postmenopausal":
                continue
            value, start = "premenopausal", target.start - len(before) + negation.start()
        elif (
            target.uncertain
            or _TO_COME.match(folded, target.end, target.sentence.end)
            or before.rstrip().endswith(("si", "ou"))
        ):
            continue
        yield letter.fact("menopause", value, start, end)
        return


def _opens_line(letter: Letter, before: str, target: Target) -> bool:
    """Whether the status opens a line of the source, behind a line about somebody else."""
    negation = _NEGATION_BEFORE.search(before)
    first = target.start - (len(before) - negation.start() if negation else 0)
    at, _ = letter.canonical.slice(first, target.end)
    left = letter.canonical.source[max(0, at - 40) : at].rstrip(" \t-*•")
    return left.endswith("\n") and not left.rstrip().endswith((",", ":", "et"))


_AT_AGE = expression(r"\s*(?:[:=]|a|vers|vers l'age de)?\s*[345]\d\s?(?:ans|a)\b")
"""An age that stands behind the menopause: "ménopause 52 ans"."""
_PREGNANT = expression(
    r"\s*(?:en cours|evolutive|actuelle|de \d+\s?(?:sa\b|semaines|mois)|\(\d+ sa|a \d+ sa|\d+\s?sa\b|connue|intra-?uterine)"
)
_BOX = expression(
    r"(?:\s*(?:/|,|et|ou|ni)\s*(?:d'|l')?(?:allaitement|grossesse)\b)?\s*(?:en cours|actuelle|evolutive)?(?:\s*[:=?]|\t)\s*(?:\[\s?[x✓✔*]\s?\]\s?|[☒☑■]\s?)?(?P<v>oui|non|0|neant|aucune?|absente?)\b"
)
_NO = expression(
    r"\b(?:pas|absence|sans|ni|aucune?) (?:de |d')?grossesse (?:en cours )?(?:ni|et|ou) (?:de |d'|de l'|l')?$|\b(?:pas|non|ni|absence|aucune?|sans|n'est pas|jamais|exclu\w*)[ '(]+(?:de |d'|en |enceinte ni |actuellement |elle n')*$"
)
_PAST_PREGNANCY = expression(
    r"\b(?:antecedents?|atcd|desir|projet|risque|avant|apres|pendant|lors|cours de la|distance|souhait|contraception|empecher|debut de)\b[^.,;]{0,30}$"
)


_NEVER = expression(r"\bjamais (?:ete )?$")
_GRAVIDITY = expression(r"\baucune $")
_WISH = expression(r"\b(?:souhait\w*|desir\w*|veut|veulent|envisag\w*|projet\w*)\b[^.,;]{0,20}$")


def _pregnancy(letter: Letter) -> Iterator[Fact]:
    """A pregnancy in course or ruled out; never those of the past, nor those to be avoided."""
    for target in letter.of("PREGNANCY"):
        if target.ignored:
            continue
        folded = letter.folded
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        after = folded[target.end : target.sentence.end]
        word = folded[target.start : target.end]
        value, end = None, target.end
        if box := _BOX.match(letter.ticked, target.end, letter.line_bounds(target.sentence)[1]):
            if "test" not in word and "hcg" not in word:
                value, end = ("present" if box["v"] == "oui" else "absent"), box.end()
        elif "test" in word or "hcg" in word:
            if match := re.match(
                r"[^.;]{0,30}?\bnegati(?:f|ve|fs|ves)\b|[^.;,]{0,25}<\s?\d", after
            ):
                value, end = "absent", target.end + match.end()
            elif match := re.match(r"[^.;]{0,30}?\bpositi(?:f|ve|fs)\b", after):
                value, end = "present", target.end + match.end()
        elif word == "grossesse":
            running = _PREGNANT.match(after)
            if _WISH.search(before) or (_GRAVIDITY.search(before) and not running):
                value = None
            elif _NO.search(before) and not re.match(
                r"\s*(?:menee|depuis|anterieure|anterieurement|a terme)", after
            ):
                value = "absent"
                end += running.end() if running else 0
            elif match := re.match(
                r"\s*(?:en cours |evolutive )?(?:formellement )?(?:exclue?|ecartee?|eliminee?)\b",
                after,
            ):
                value, end = "absent", target.end + match.end()
            elif (
                running
                and not _PAST_PREGNANCY.search(before)
                and not re.search(r"\b(?:premiere|seconde|deuxieme|derniere|une) $", before)
            ):
                value, end = "present", target.end + running.end()
        elif (
            re.search(r"\b(?:l'|femmes?|pole|filiere) ?$", before)
            and not re.match(r"\s*de \d", after)
            or _NEVER.search(before)
        ):
            value = None
        elif _NO.search(before):
            value = "absent"
        elif not target.negated and not target.uncertain and not is_relative(before):
            value = "present"
            if running := re.match(
                r"\s*(?:de|a)\s+\d+(?:\s?\+\s?\d)?\s?(?:sa|semaines|mois)\b(?:\s?\+\s?\d\s?j\b)?",
                after,
            ):
                end += running.end()
        if value is not None:
            start = target.start
            if value == "absent" and (negation := _NO.search(before)):
                start = target.start - len(before) + negation.start()
            yield letter.fact("pregnancy", value, start, end)
            return


_RUNNING = expression(
    r"\s*(?:en cours|actuel\b|actuellement|maternel en cours|encore|son (?:bebe|enfant|nourrisson)|toujours)"
)
_STOPPED = expression(
    r"\s*(?:maternel\s+)?(?:(?:a|ete|est|fut)\s+)*(?:interrompu|arrete|cesse|termine|stoppe|sevre|fini)\b"
)
_CEASED = expression(r"\b(?:cesse|arrete|fini|interrompu|stoppe) (?:d')?$")
_PARITY = expression(
    r"\b(?:g\s?\d\s?p\s?\d|enfants?|nulli\w+|multipare|primipare|grossesses|menarche|accouchement)\b"
)


_HAS_NURSED = expression(r"\ba (?:pas |jamais |bien |toujours )?$")


def _breastfeeding(letter: Letter) -> Iterator[Fact]:
    """Breastfeeding in course, or said not to be; never that of the past."""
    for target in letter.of("BREASTFEEDING"):
        if target.hypothetical or target.sentence.section == "family_history":
            continue
        folded = letter.folded
        word = folded[target.start : target.end]
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        value, end = None, target.end
        running = _RUNNING.match(folded, target.end, target.sentence.end)
        if _HAS_NURSED.search(before):
            continue
        if box := _BOX.match(letter.ticked, target.end, letter.line_bounds(target.sentence)[1]):
            value, end = ("present" if box["v"] == "oui" else "absent"), box.end()
        elif stopped := _STOPPED.match(folded, target.end, target.sentence.end):
            value, end = "absent", stopped.end()
        elif word == "allaiter":
            value = "absent" if _CEASED.search(before) else None
        elif _NO.search(before) or before.endswith(("n'", "n'est ")):
            history = (
                _PARITY.search(folded[target.sentence.start : target.start])
                and not running
                and word == "allaitement"
            )
            value = None if history else "absent"
            end = running.end() if running else end
        elif word != "allaitement" and not target.negated:
            if not re.search(r"\b(?:a|avait|ayant|meres?|femmes?)\s+(?:\w+\s+)?$", before):
                value = "present"
        elif running and not target.negated and not _PAST_PREGNANCY.search(before):
            value, end = "present", running.end()
        if value is not None:
            start = target.start
            if value == "absent" and (negation := _NO.search(before)):
                start = target.start - len(before) + negation.start()
            yield letter.fact("breastfeeding", value, start, end)
            return
