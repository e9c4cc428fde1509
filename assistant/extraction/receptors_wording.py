"""How a value is worded beside the name of a receptor, and the reading that it gives."""

from __future__ import annotations

from typing import Any

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.readings import Reading, revoked_spans
from assistant.extraction.receptors_tables import REACH, Anchor
from assistant.extraction.receptors_values import Found

_CUT = expression(
    r";(?![^(\n]{0,40}\))|\bmais\b|\b(?:marges?|berges?|limites?|emboles?|embols?|curage|exerese|recoupes?|in situ|ccis|composante|"
    r"ganglions?|metastases?|grade|sbr|mitoses?|necrose|cellularite|y?p?t[0-4][a-d]?\b|fixation|temoins?|suivi\w*|traite\w*|opere\w*)"
)
_FILLER = (
    r"(?:\s|[ld]'|\b(?:les?|la|des?|du|aux?|a|et|ni|de|ceux|celui|pour|par|forte?s?|fortement|intenses?|intensement|faible|faibles|faiblement|"
    r"moderee?|moderement|diffuse?|toujours|encore|tous|bien|recepteurs?|hormonaux|anticorps|proteine|oncoproteine|gene|statut|marqueurs?|membranaire|nucleaire|"
    r"cellules?|tumorales?|elles|significative|notable|d'entre|l'expression|expression|anti|ou|la proteine)\b|-|\d{1,3}\s?%)"
)
NO_EXPRESSION = expression(
    r"(?:(?:\b(?:absence|perte|disparition|negativite)\s+(?:complete\s+|totale\s+)?(?:de\s+(?:la\s+|l'|toute\s+)?|d'\s?|des\s+)?|\b(?:sans|pas|plus|aucune?|ni)\s+(?:d[e']\s?)?)"
    r"(?P<noun>(?:sur-?\s?)?expression|positivite|marquage|immunomarquage|amplification|surexpression ni amplification|surexpression ou amplification)"
    r"|\b(?:perte|disparition|negativation)|\baucune?\s+(?:cellules?|noyaux?)\s+(?:tumora\w+\s+)?n(?:'|e\s)exprim\w+|\bn(?:'|e\s)(?:sur-?)?exprim\w+\s+(?:pas|plus|ni|aucun\w*)|\bn'exprimant\s+(?:pas|plus|ni)|\bnon\s+exprim\w+|\bperdu\b|\bnegativite|\bnegati\w+\s+pour|\bnegati\w+\s+aux?)"
    rf"(?P<tail>{_FILLER}{{0,40}})$"
)
EXPRESSION = expression(
    rf"(?P<word>\b(?P<over>sur-?\s?expression|sur-?\s?exprim\w+)|\bexpression|\bpositivite|\bexprim\w+|\bpositi\w+\s+pour|\bamplification|\bpositi\w+(?=\s+aux?))(?P<tail>{_FILLER}{{0,40}})$"
)
DENIED = expression(
    r"(?:\bn'|\bne\s|\bpas\b|\bsans\b|\baucun|\bplus\b|\bnon\b|\bni\b|\bperte\b|\babsence\b)[^.;,\n]{0,25}$"
)
RULE_AFTER = expression(
    r"^[^.;\n]{0,30}?\b(?:si|quand|lorsqu\w+|correspond\w*|signifie|en cas|est defini\w*|= faible|en dessous de|a partir de)\b"
    r"|^[^.;\n]{0,30}?\b[0-3]\s?\+?\s?=\s?(?:absence|marquage|aucun|equivoque|negati|positi)"
    r"|^\s*(?:est\s+|serait\s+)?(?:necessaire|indispensable|souhaitable|recommandee?|obligatoire)\b"
    r"|^[^.;\n]{0,100}\bdefini(?:t|ssent|ssant)\b"
)
SCORE_BEFORE = expression(
    r"\b(?:score|cot(?:e|ation))\s*(?:de\s+|a\s+|:\s*)?(?P<score>[0-3])\s?\+?\s*(?:pour|(?:avec|par)\s+(?:l'anticorps\s+)?(?:anti-?\s?)?|sur|de|en)\s*(?:la\s+proteine\s+|l'oncoproteine\s+|le\s+|l')?$"
)
QUESTION = expression(r"[\s\"»)]*\?")


def takes_back(letter: Letter) -> bool:
    """Whether a document takes back a value somewhere; to be asked once a document."""
    return bool(revoked_spans(letter.folded))


def value_text(letter: Letter, text: str, anchor: Anchor, *, cut: bool = True) -> str:
    """The text of an anchor's value, up to what is no longer about it."""
    start, end = anchor.after
    piece = text[start : min(end, start + REACH)]
    if letter.once(takes_back):
        for taken_start, taken_end in revoked_spans(piece):
            piece = piece[:taken_start] + " " * (taken_end - taken_start) + piece[taken_end:]
    if cut and (match := _CUT.search(piece)):
        return piece[: match.start()]
    return piece


def reading(
    letter: Letter, key: str, found: Found, anchor: Anchor, *, offset: int, **attrs: Any
) -> Reading:
    """A reading whose evidence goes from the name to the value (or from the value to the name)."""
    start, end = offset + found.start, offset + found.end
    first, last = min(start, anchor.start), max(end, anchor.end)
    quote = letter.text[first:last]
    if letter.text[last : last + 1] == ")" and quote.count("(") > quote.count(")"):
        last += 1
    return Reading(
        key,
        found.value,
        first,
        last,
        attrs={**found.attrs, **attrs, "specimen": anchor.specimen},
        at=start,
    )
