"""What a line of the conversation asks for, before any question of values.

The wordings are few and their meaning certain; what is not recognised here is an
answer or a statement, and is read as such elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Request(StrEnum):
    """The kinds of lines that are not a value."""

    EMPTY = "empty"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """« je ne sais pas »: the clinician does not have the answer."""

    WHY = "why"
    MISSING = "missing"
    VERDICT = "verdict"
    NEXT = "next"
    UNDO = "undo"
    REDO = "redo"
    HELP = "help"
    OTHER = "other"
    """An answer, a statement, or something that is not understood."""


@dataclass(frozen=True)
class Understood:
    """A line with its meaning; ``criterion`` is the one that « pourquoi » is about."""

    request: Request
    text: str
    criterion: str | None = None


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces.

    >>> plain("  Qu’est-ce qui MANQUE ?")
    "qu'est-ce qui manque ?"
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    letters = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


_WORDINGS: tuple[tuple[Request, str], ...] = (
    (
        Request.YES,
        r"oui|o|ok|d'accord|c'est (?:ca|juste|exact|bon)|exact(?:ement)?|tout a fait|je confirme|"
        r"confirme[rz]?|valide[rz]?|oui (?:c'est (?:ca|juste)|je confirme|merci)",
    ),
    (Request.NO, r"non|n|non merci|pas du tout|c'est faux|faux|ce n'est pas (?:ca|juste)"),
    (
        Request.UNKNOWN,
        r"(?:je )?(?:ne |n')?(?:le |la |l')?(?:sais|sait|connais) pas(?: encore)?|nsp|\?+|inconnue?s?|"
        r"aucune idee|(?:je n'ai )?(?:pas|aucune) d?'?information|pas d'info|"
        r"(?:je )?(?:ne )?l'ignore|(?:c'est )?(?:non|pas) (?:connue?|renseignee?|disponible|precisee?)|"
        r"indisponible|(?:pas|non) (?:encore )?(?:faite?|dosee?|realisee?)|en attente|a voir|nc|nd|"
        r"(?:je n'ai pas|pas) (?:le|ce|la|cette) (?:resultat|dosage|donnee|information|reponse)",
    ),
    (
        Request.MISSING,
        r"(?:qu'est[- ]ce qui|que|qu'est[- ]ce qu'il|il|quoi)? ?(?:me |nous |t-il |lui )?manque(?:-t-il|nt)?"
        r"(?: quoi| encore| quel(?:le)?s? .*)?|(?:qu'est[- ]ce qu'il|que|il) (?:me |nous )?manque(?: quoi| encore)?|"
        r"que reste(?:-t-il|-t'il)?(?: a (?:faire|savoir|saisir))?|(?:faits? |elements? )?manquants?",
    ),
    (
        Request.VERDICT,
        r"(?:le )?verdict|(?:le )?bilan|(?:le )?resultat|(?:ou )?en est-on|(?:est-elle|elle est|est elle) eligible|"
        r"eligible|resume[rz]?|et alors",
    ),
    (
        Request.NEXT,
        r"(?:question )?suivante?|autre question|passe[rz]?(?: a la suite| la question)?|plus tard|suite",
    ),
    (
        Request.UNDO,
        r"annule[rz]?(?: (?:ca|tout de suite|la derniere (?:decision|action|reponse)|mon dernier choix))?|"
        r"defai[st](?: ca)?|reviens en arriere|retour(?: en)? arriere|je me suis trompee?|erreur",
    ),
    (Request.REDO, r"retabli[rts]?(?: ca)?|refai[st](?: ca)?"),
    (
        Request.HELP,
        r"aide(?:-moi)?|au secours|help|que (?:sais|peux)-tu faire|comment (?:ca marche|faire)|"
        r"que puis-je (?:dire|faire|demander)",
    ),
)

_PATTERNS = tuple((request, re.compile(rf"(?:{wording})")) for request, wording in _WORDINGS)

_WHY = re.compile(r"(?:mais |et |alors )*(?:pour ?quoi|explique[rz]?|justifie[rz]?|preuve)\b(.*)")
_CRITERION = re.compile(r"\b([ien])\s?(\d{1,2})\s?([a-z])?\b")


def understand(line: str, criteria: Iterable[str] = ()) -> Understood:
    """The meaning of a line; ``criteria`` are the ids that « pourquoi E3 » may name.

    >>> understand("Pourquoi i8 b ?", ["I8b"]).criterion
    'I8b'
    >>> understand("Je ne sais pas.").request
    <Request.UNKNOWN: 'unknown'>
    """
    text = plain(line)
    if not text:
        return Understood(Request.EMPTY, line)
    bare = text.strip(" .!;,")
    if set(bare) == {"?"}:
        return Understood(Request.UNKNOWN, line)
    bare = bare.rstrip(" ?")
    why = _WHY.fullmatch(bare)
    if why is not None:
        return Understood(Request.WHY, line, _criterion(why.group(1), criteria))
    if _CRITERION.fullmatch(bare) and _criterion(bare, criteria):
        return Understood(Request.WHY, line, _criterion(bare, criteria))
    for request, pattern in _PATTERNS:
        if pattern.fullmatch(bare):
            return Understood(request, line)
    return Understood(Request.OTHER, line)


def _criterion(text: str, criteria: Iterable[str]) -> str | None:
    match = _CRITERION.search(text)
    if match is None:
        return None
    wanted = "".join(part or "" for part in match.groups())
    return next((known for known in criteria if known.casefold() == wanted), None)
