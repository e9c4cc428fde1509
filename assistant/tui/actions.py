"""What can be done on each screen, and by which keys: the only place that says it.

The key bar, the help, the palette and the bindings all derive from `ACTIONS`, so
that none of them can promise what another does not hold. Every key can be typed
on a French keyboard without AltGr; a digit has its unshifted AZERTY twin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.binding import Binding, BindingType

HOME = "accueil"
REVIEW = "relecture"
EVERYWHERE = "partout"

GROUPS = {
    "decide": "Décider du fait affiché",
    "move": "Se déplacer",
    "ask": "Comprendre et demander",
    "file": "Le dossier",
    "view": "L'affichage",
}


_FUNCTION_KEY = re.compile(r"f\d+")


@dataclass(frozen=True)
class Action:
    """One thing that can be done; ``id`` names the method ``do_<id>`` of its screen."""

    id: str
    screen: str
    keys: tuple[str, ...]
    """Names of keys as Textual gives them."""

    shown: str
    """The key as the key bar and the help write it."""

    label: str
    """One or two words for the key bar."""

    help: str
    """One sentence for the help and the palette."""

    group: str
    bar: int = 0
    """Rank in the key bar, from 1; 0 when it is not there. The last ones go first when
    the window is narrow."""

    narrow: bool = True
    """Whether it belongs in the key bar of a narrow window."""

    priority: bool = False
    """Whether the key acts even while a line is being typed."""


def _review(
    id: str,
    keys: str,
    shown: str,
    label: str,
    help: str,
    group: str,
    *,
    bar: int = 0,
    narrow: bool = True,
) -> Action:
    return Action(id, REVIEW, tuple(keys.split()), shown, label, help, group, bar, narrow)  # fmt: skip


ACTIONS: tuple[Action, ...] = (
    _review(
        "confirm", "a", "a", "Accepter",
        "Confirmer le fait affiché et passer au suivant.", "decide", bar=1,
    ),
    _review(
        "reject", "x", "x", "Rejeter",
        "Écarter le fait affiché : ce qu'il disait redevient inconnu.", "decide", bar=2,
    ),
    _review(
        "correct", "c", "c", "Corriger",
        "Corriger la valeur du fait affiché, sur une ligne.", "decide", bar=3,
    ),
    _review(
        "skip", "s space", "s", "Passer",
        "Laisser le fait pour la fin, sans décider (aussi : Espace).", "decide", bar=4,
    ),
    _review(
        "undo", "u backspace", "u", "Annuler",
        "Annuler la dernière décision, quelle qu'elle soit (aussi : Retour arrière).",
        "decide", bar=5,
    ),
    _review("redo", "U", "U", "Rétablir", "Rétablir la décision annulée.", "decide"),
    _review(
        "accept_rest", "A", "A", "Le reste",
        "Confirmer d'un coup les faits restants qui ne décident d'aucun critère.",
        "decide", bar=9, narrow=False,
    ),
    _review(
        "missing", "m", "m", "Manquant",
        "Saisir un fait que les documents ne donnent pas.", "decide", bar=8, narrow=False,
    ),
    _review("next", "j", "j ↓", "Suivant", "Fait suivant.", "move"),
    _review("previous", "k", "k ↑", "Précédent", "Fait précédent.", "move"),
    _review("next_undecided", "n", "n", "À décider", "Prochain fait à décider.", "move"),
    _review("first", "g", "g", "Premier", "Premier fait de la liste.", "move"),
    _review("last", "G", "G", "Dernier", "Dernier fait de la liste.", "move"),
    _review(
        "letter", "1 ampersand", "1 &", "Lettre", "Aller à la lettre.", "move",
    ),
    _review("facts", "2 é", "2 é", "Faits", "Aller à la liste des faits.", "move"),
    _review(
        "criteria", "3 quotation_mark", '3 "', "Critères", "Aller aux critères.", "move",
    ),
    _review(
        "assistant", "4 apostrophe i", "i", "Question",
        "Écrire à l'assistant ou répondre à sa question (aussi : 4). Échap revient aux faits.",
        "ask", bar=6,
    ),
    _review(
        "why", "p", "p", "Pourquoi",
        "Montrer la preuve du critère, ou la phrase et l'effet du fait.", "ask",
        bar=7, narrow=False,
    ),
    _review(
        "next_document", "d", "d", "Document",
        "Montrer le document suivant du dossier.", "file",
    ),
    _review(
        "assume", "h", "h", "Hypothèse",
        "Confirmer l'hypothèse sur laquelle repose le verdict.", "file",
    ),
    _review(
        "one_patient", "equals_sign", "=", "Une patiente",
        "Déclarer que les documents sont d'une seule et même personne.", "file",
    ),
    _review(
        "remove_document", "R", "R", "Retirer",
        "Retirer du dossier le document affiché (u pour revenir).", "file",
    ),
    _review(
        "open", "f2", "F2", "Ouvrir",
        "Ajouter au dossier un document lu dans un fichier.", "file",
    ),
    _review("home", "f3", "F3", "Accueil", "Revenir à l'accueil.", "file"),
    _review("next_pane", "f6", "F6", "Volet", "Volet suivant.", "view"),
    _review("enlarge", "f7", "F7", "Agrandir", "Agrandir le volet, ou le remettre.", "view"),
    _review("hide", "f8", "F8", "Masquer", "Masquer le volet ; 1 à 4 le rappellent.", "view"),
    Action(
        "read", HOME, ("f5",), "F5", "Lire",
        "Lire le texte écrit dans le cadre.", "file", bar=1,
    ),
    Action(
        "open", HOME, ("f2",), "F2", "Ouvrir", "Ouvrir un document.", "file", bar=2,
    ),
    Action(
        "sample", HOME, ("f4",), "F4", "Exemple",
        "Essayer avec une lettre d'exemple, entièrement fictive.", "file", bar=3,
    ),
    Action(
        "resume", HOME, ("f6",), "F6", "Reprendre",
        "Aller aux dossiers en cours (Entrée reprend).", "file", bar=4,
    ),
    Action(
        "help", EVERYWHERE, ("f1",), "F1", "Aide", "Toutes les touches.", "view",
        bar=20, priority=True,
    ),
    Action(
        "palette", EVERYWHERE, ("ctrl+p",), "Ctrl+P", "Commandes",
        "Chercher une commande par son nom.", "view", bar=21, narrow=False, priority=True,
    ),
    Action(
        "theme", EVERYWHERE, ("f9",), "F9", "Clair / sombre",
        "Passer du fond sombre au fond clair.", "view",
    ),
    Action(
        "quit", EVERYWHERE, ("ctrl+q",), "Ctrl+Q", "Quitter",
        "Quitter ; tout est déjà enregistré.", "file", bar=22, narrow=False, priority=True,
    ),
)  # fmt: skip


def actions_of(screen: str) -> list[Action]:
    """The actions of a screen, those of everywhere included."""
    return [action for action in ACTIONS if action.screen in (screen, EVERYWHERE)]


def bindings_of(screen: str) -> list[BindingType]:
    """The bindings of a screen alone; each calls ``action_do`` with the action's id.

    Function keys have priority: the text widget would take F6 and F7 for its own.
    """
    return [
        Binding(
            key,
            f"do('{action.id}')",
            action.label,
            show=False,
            priority=action.priority or _FUNCTION_KEY.fullmatch(key) is not None,
        )
        for action in ACTIONS
        if action.screen == screen
        for key in action.keys
    ]


def bar_of(screen: str, *, narrow: bool) -> list[Action]:
    """The actions of the key bar, in order."""
    kept = [action for action in actions_of(screen) if action.bar and (action.narrow or not narrow)]
    return sorted(kept, key=lambda action: action.bar)
