"""What a document says of a treatment: planned, ongoing, stopped, completed, never; or only discussed."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_cycles import NEXT_CYCLE, counts_cycles, runs_today
from assistant.extraction.therapy_node import Node, cues_of
from assistant.extraction.therapy_timing import Timing

DISCUSSED = "discussed"
_FORWARD = expression(
    r"[\s:,'(-]*(?:(?:le|la|les|l|du|de|d|des|un|une|par|avec|traitement|son|sa|en|sous|au|aux|a|essai|schema|type|prochain\w*|"
    r"injection|cure|cycle|premiere?|1ere?|1er|c\d+|j\d+|\d{1,2}|cycles|cures|dose|ttt|monotherapie|double|nouvelle?|ligne|ce jour|hier|encore|adjuvante?s?|neoadjuvante?s?|systemique|seule?)\b[\s:,'(-]*)*"
)
ARTICLES = expression(
    r"[\s:('-]*(?:(?:le|la|les|l|du|de|d|des|un|une|son|sa|par|toute?|egalement|aussi|encore|toujours|a ce stade|pour l'instant)\b[\s']*)*"
)
_QUESTION = expression(r"[^.;,]{0,25}\?")
_DENIED_LEAD = r"\s*(?:(?:de|d'|eu|recu|plus|encore|eu de|fait|recu de|ete|une?|toute?|autre|en|faire|besoin|lieu|a|antecedents?|notion|debute|commence|entrepris|instaure|introduit|associe|ajoute|prescrit|initie|debuter|commencer|introduire|instaurer|associer|ajouter|prescrire|donner|administrer|initier|demarrer|administre|delivre|donne|mis en (?:place|route)|le|la|l')\s*)*$"
_NEGATION = expression(rf"(?:\bpas|\bni|\bsans|\baucune?|\bjamais|\babsence|\bnon){_DENIED_LEAD}")
_EMPTY_SET = expression(rf"ø{_DENIED_LEAD}")
_DENIED_BEHIND = expression(
    r"\s*(?:(?:(?:neo)?adjuvante?)?\s*[:=]\s*(?:non\b|0\b|neant|aucune?\b|absence)|\(?\s*(?:non (?:faite?|realisee?|recue?|indiquee?|debutee?)|jamais\b))"
)
_APPOSITION = expression(r"^\s*,[^,;.]{1,30},")
_SCHEDULED = expression(r"prévu|prevu|programm|planifi|sera$|seront$|sera |débutera|debutera")
_BEGUN = expression(r"d[ée]but|commenc|instaur|introdui|initi|d[ée]marr|mise? (?:en|sous)|prescri")
_FAILED_UNDER = expression(
    r"\b(?:progress\w*|evolu\w*|rechute|recidive|echappement)\b[^.;,:]{0,40}\bsous\s+(?:(?:traitement|hormonotherapie|chimiotherapie|association|ligne)\b\s*|(?:par|de|le|la)\s+|l'|d')*$"
)
_PAUSE = expression(r"fen[êe]tre|pause")
_RESUMED = expression(r"repris\b|reprise\b")
_GOES_ON = expression(r"poursui|mainti|contin|renouvel")
_REASON = expression(
    r"(?:pour )?(?:progression|intol[ée]rance|toxicit[ée]|[ée]chappement|[ée]volutivit[ée]|pd)"
)
"""Why a treatment is stopped; behind the word of a beginning, why it is begun."""
_COUNTED = expression(r"re[çc]us|au total")
_SINCE = expression(r"\b(?:depuis|dp|dep|dps)\b")
_REPLACE = expression(r"\b(?:remplac\w*|substitu\w*|switch\w*)\s+(?:le|la|l'|son|du|de|d')?\s*$")
_BY = expression(r"[^.;,]{0,20}\b(?:par|vers|pour|au profit d)")
_REPLACED_BY = expression(
    r"\b(?P<verb>remplac\w*|substitu\w*|switch\w*)\s+[^.;]{3,40}\b(?:par|vers|au profit d[eu])\s+(?:le|la|l'|de l'|un|une|du|d')?\s*$"
)
_TO_REPLACE = expression(
    r"remplacons|remplacer|remplace$|remplacement|substituer|substituons|switch"
)
_OUT_OF = expression(r"\d\s*(?:des|sur(?: les)?)\s*\d{1,2}\s+[a-z]+\s*$")
_WAS_REPLACED = expression(r"\s*,?\s*(?:a|avait|est|fut)\s+(?:ete\s+)?(?:\w+ment\s+)?remplacee?\b")
_WILL = expression(r"\b(?:sera|seront|devra|doit|pourra|serait|a)\s+(?:etre\s+)?(?:\w+ment\s+)?$")
_STOPPED_WHAT = expression(
    r"[\s:(]*(?:(?:le|la|les|l|du|de|d|des|un|une|son|sa|ce|precoce|definitif|temporaire|ce jour|aujourd.hui|donc|ici|immediatement|d'elle-meme|elle-meme|lui-meme|spontanement|volontairement|definitivement|aussi|traitement par|traitement|sous|a|par|lignes?|[1-6]e?|deux|trois|ere|premiere|deuxieme|hormonotherapie|chimiotherapie)\b[\s':(]*)*"
)
_UNTIL = expression(r"jusqu|fin$")
_ENDED = expression(r"termin|fini|achev|compl|cl")


_NONE_OF_THEM = expression(
    r"\baucune?\b[^.;]{1,60}\bn'(?:a|ont|avait|avaient)\s+(?:jamais\s+|encore\s+)?(?:ete|recu)\s*(?:d'|de\s|une?\s)?$"
)
"""« Aucune des deux métastases n'a été irradiée »."""


def negated(letter: Letter, node: Node) -> bool:
    """Whether the node itself is denied: a negation that nothing separates from it."""
    folded, start = letter.folded, node.sentence.start
    return bool(
        node.denied
        or denied_before(folded, max(start, node.head - 40), node.head)
        or _NONE_OF_THEM.search(folded, max(start, node.head - 90), node.head)
        or _DENIED_BEHIND.match(letter.ticked, node.end, min(node.sentence.end, node.end + 48))
    )


def denied_before(folded: str, start: int, end: int) -> bool:
    return bool(
        _NEGATION.search(folded, start, end)
        or ("ø" in folded and _EMPTY_SET.search(folded, start, end))
    )


def may_be_denied(letter: Letter, node: Node) -> bool:
    """False when no word says that the treatment was not given: its status is anything but "never"."""
    return any(value == "never" for value, _ in cues_of(letter, node)) or negated(letter, node)


def read_status(
    letter: Letter, node: Node, timing: Timing, *, carried: str | None = None
) -> str | None:
    """planned, ongoing, stopped, completed, never, DISCUSSED, "given", or None when nothing is said."""
    if negated(letter, node):
        return "never"
    cues = cues_of(letter, node)
    text = letter.folded
    if not cues:
        return _unworded(letter, node, timing, carried)
    before = [cue for cue in cues if cue[1].end <= node.head]
    inner = [cue for cue in cues if cue[1].end > node.head <= cue[1].start < node.start]
    after = [cue for cue in cues if cue[1].start >= node.end]
    if node.announced:
        cues = [cue for cue in cues if not _introduces(text, node, *cue)]
    names = {value for value, _ in cues}
    if (
        "conditional" in names
        and not _since(letter, node, timing)
        and _is_conditional(before, after, timing)
    ):
        return DISCUSSED
    if _never(letter, node, before, after):
        return "never"
    if _QUESTION.match(text, node.end, min(node.hi, node.end + 30)) and not timing.stated:
        return DISCUSSED
    if timing.start and _is_future(timing.start, letter.date):
        return "planned"
    past = (
        timing.end is not None
        or _is_past(timing.start, letter.date)
        or bool(names & {"stopped", "completed"})
    )
    if "discussed" in names and not past and not _runs_though_discussed(letter, node, before):
        return DISCUSSED
    if _FAILED_UNDER.search(text, node.lo, node.head) and not _runs_on(after):
        return "stopped"
    if "stopped" in names and _stops(letter, node, before, after):
        stops = [t for value, t in cues if value == "stopped"]
        if any(_RESUMED.match(t.text.lower()) and t.start > stops[-1].start for _, t in after):
            return "ongoing"
        if all(t.start >= node.end and _WILL.search(text[node.end : t.start]) for t in stops):
            return "ongoing" if node.kind == "drug" else DISCUSSED
        return "stopped"
    if runs_today(text, node):
        return "ongoing"
    before, after = (
        [(value, t) for value, t in side if value != "planned" or _plans(letter, node, t)]
        for side in (before, after)
    )
    is_drug = node.kind in ("drug", "class")
    if is_drug and (replaced := _replaced(text, node)):
        return replaced
    if timing.end and is_drug and letter.date and timing.end > letter.date[: len(timing.end)]:
        return "ongoing"
    if (
        not (is_drug and past)
        and _scheduled([*before, *after])
        and not names & {"stopped", "completed"}
        and timing.end is None
    ):
        return "planned"
    if any(value == "planned" for value, _ in [*before, *inner, *after]) and not past:
        return _planned_or_not(letter, node, before, after)
    if carried == "planned" and not past:
        goes_on = any(v == "ongoing" and _GOES_ON.match(t.text.lower()) for v, t in before)
        return "ongoing" if goes_on else "planned"
    if (
        _since(letter, node, timing)
        and not timing.end
        and not any(_ENDED.match(t.text.lower()) for v, t in after if v == "completed")
    ):
        return "ongoing"
    if is_drug and timing.end is None and _ends_later(cues):
        return "ongoing"
    running = any(_BEGUN.match(t.text.lower()) for value, t in cues if value == "ongoing")
    if timing.end is not None or any(
        value == "completed"
        and not _UNTIL.match(t.text.lower())
        and not (running and _COUNTED.match(t.text.lower()))
        for value, t in cues
    ):
        return "completed"
    if any(value == "ongoing" for value, _ in cues):
        return "ongoing"
    if counts_cycles(text, node):
        return "ongoing"
    if "relay" in names and any(value == "relay" for value, _ in before):
        return "given" if timing.months else "ongoing"
    if is_drug and _begins_today(timing, letter.date):
        return "ongoing"
    if "given" in names or any(value == "formerly" for value, _ in before):
        return "given"
    if carried:
        return carried
    if past and any(value == "planned" for value, _ in before):
        return "ongoing"
    if node.announced and not past:
        return "planned"
    return None


def _introduces(text: str, node: Node, value: str, target: Target) -> bool:
    """Whether a case is said to be discussed, before the colon behind which its plan stands."""
    return value == "discussed" and ":" in text[target.end : node.head]


def _runs_on(after: list[tuple[str, Target]]) -> bool:
    """Whether a treatment under which the disease progresses is kept nevertheless."""
    return any(value == "ongoing" and _GOES_ON.match(t.text.lower()) for value, t in after)


def _unworded(letter: Letter, node: Node, timing: Timing, carried: str | None) -> str | None:
    """The status of a treatment of which no word gives it: from its dates, its cycles, its place."""
    text = letter.folded
    if not timing.stated and _QUESTION.match(text, node.end, min(node.hi, node.end + 30)):
        return DISCUSSED
    if _is_future(timing.start, letter.date):
        return "planned"
    if node.kind in ("drug", "class"):
        if replaced := _replaced(text, node):
            return replaced
        if _is_future(timing.end, letter.date):
            return "ongoing"
    past = timing.end is not None or _is_past(timing.start, letter.date)
    if carried == "planned" and not past:
        return "planned"
    if timing.end is not None:
        return "completed"
    if (
        _since(letter, node, timing)
        or counts_cycles(text, node)
        or (node.kind in ("drug", "class") and _begins_today(timing, letter.date))
    ):
        return "ongoing"
    if carried:
        return carried
    return "planned" if node.announced and not past else None


def _ends_later(cues: list[tuple[str, Target]]) -> bool:
    """Whether the last cycle is still to come: "dernière injection prévue le 3 juin"."""
    return any(
        value == "completed" and t.text.lower().startswith("derni") for value, t in cues
    ) and any(value == "planned" and _SCHEDULED.match(t.text.lower()) for value, t in cues)


def _begins_today(timing: Timing, document: str | None) -> bool:
    """Whether a treatment is begun on the day of the document."""
    return timing.start is not None and timing.start == document and timing.end is None


def _replaced(text: str, node: Node) -> str | None:
    """ "Nous remplaçons X par Y": X stops, Y is to begin; None when nothing is replaced."""
    if _WAS_REPLACED.match(text, node.end, node.sentence.end):
        return "stopped"
    if _REPLACE.search(text, node.lo, node.head) and _BY.match(text, node.end):
        return "stopped"
    if match := _REPLACED_BY.search(text, max(node.sentence.start, node.head - 150), node.head):
        return "planned" if _TO_REPLACE.match(match["verb"]) else None
    return None


def _is_conditional(
    before: list[tuple[str, Target]], after: list[tuple[str, Target]], timing: Timing
) -> bool:
    """ "Si progression, X": nothing is decided of X. A condition behind it bears on what comes next."""
    return any(value == "conditional" for value, _ in before) or (
        any(value == "conditional" for value, _ in after)
        and not timing.stated
        and not any(v == "ongoing" for v, _ in before)
    )


def _runs_though_discussed(letter: Letter, node: Node, before: list[tuple[str, Target]]) -> bool:
    """Whether "sous X" stands nearer than the word of discussion."""
    runs = [
        t.end
        for value, t in before
        if value == "ongoing" and _FORWARD.fullmatch(letter.folded, t.end, node.head)
    ]
    return bool(runs) and max(runs) > max(
        (t.end for value, t in before if value == "discussed"), default=-1
    )


def _plans(letter: Letter, node: Node, target: Target) -> bool:
    """ "avant" announces a plan only when the treatment is what comes next."""
    text = letter.folded[target.start : target.end]
    if target.start >= node.end and NEXT_CYCLE.search(
        letter.folded, max(node.end, target.start - 40), target.start
    ):
        return False
    if _OUT_OF.search(letter.folded, max(0, target.start - 30), target.start):
        return False
    return text != "avant" or (
        target.end <= node.head and bool(ARTICLES.fullmatch(letter.folded, target.end, node.head))
    )


def _scheduled(cues: list[tuple[str, Target]]) -> bool:
    """Whether it is said to be planned in so many words: a date without a year is then to come."""
    return any(
        value == "planned" and _SCHEDULED.match(t.text.lower()) for value, t in cues
    ) and not any(value in ("ongoing", "given") for value, _ in cues)


def _since(letter: Letter, node: Node, timing: Timing) -> bool:
    """Whether the treatment is said to run since a date."""
    return timing.start is not None and bool(_SINCE.search(letter.folded, node.lo, node.hi))


def _never(
    letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]]
) -> bool:
    for value, target in before:
        gap = letter.folded[target.end : node.head]
        if value == "never" and (
            ARTICLES.fullmatch(gap)
            or (target.text.lower().startswith("n'") and len(gap) < 30 and "," not in gap)
        ):
            return True
    for value, target in after:
        gap = _APPOSITION.sub(" ", letter.folded[node.end : target.start])
        if (
            value == "never"
            and len(gap) <= 45
            and not re.search(r"[,;]|\bmais\b", gap.replace(", ", " ", 1) if len(gap) < 25 else gap)
        ):
            return not re.match(r"annule", letter.folded[target.start : target.end])
    return False


def _stops(
    letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]]
) -> bool:
    """Whether a word of stopping is said of this node."""
    begun = min((t.start for _, t in after if _BEGUN.match(t.text.lower())), default=None)
    if any(
        value == "stopped"
        and not (begun is not None and begun < t.start and _REASON.fullmatch(t.text.lower()))
        for value, t in after
    ):
        return True
    for value, target in before:
        if value == "stopped" and (
            _PAUSE.match(target.text.lower())
            or _STOPPED_WHAT.fullmatch(letter.folded, target.end, node.head)
        ):
            return True
    return False


def _planned_or_not(
    letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]]
) -> str:
    """A plan, unless a nearer word says that the treatment runs already."""
    near = [
        (node.head - t.end, value)
        for value, t in before
        if value in ("planned", "ongoing", "given")
    ]
    near += [(t.start - node.end, value) for value, t in after if value in ("planned", "ongoing")]
    if not near:
        return "planned"
    value = min(near)[1]
    if value == "given":
        return (
            "planned"
            if any(v == "planned" and not t.text.lower().startswith("valid") for v, t in before)
            else "given"
        )
    return value


def _is_past(start: str | None, document: str | None) -> bool:
    return start is not None and document is not None and start <= document[: len(start)]


def _is_future(start: str | None, document: str | None) -> bool:
    return start is not None and document is not None and start > document[: len(start)]
