"""Consent to a trial; never to care, an operation or a collection of samples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

_CRITERIA = expression(
    r"\bcriteres?\b(?! (?:tous )?(?:verifies|remplis|respectes|valides|controles|reunis)\b)"
)
_TRIAL = expression(
    r"\bessais?\b|\b(?:l'|cette |une )etude\b|stereo-?sein|stereo-?os|protocole de recherche|etude clinique|randomis|pre-?selection|screening|recherche clinique|recherche biomedicale|inclusion|promoteur"
)
_OTHER_CONSENT = expression(
    r"chirurg|operatoire|anesthes|tumorotheque|biobanque|biotheque|\bcrb\b|aux soins|de soins?\b|genetique|constitutionnel|photo|transfus|collection|conservation|prelevements|echantillons|port-?a-?cath|chimiotherapie|a l'acte|a l'intervention|reconstruction"
)
_FORM_NO = expression(r"\b(?:signee?|recueillie?|obtenue?)s?\s*[:=?]\s*non\b")
_FORM_YES = expression(
    r"\s*(?:(?:a|pour|de) )?(?:l'|cet |le |la )?(?:essai|etude|protocole|signee?|recueillie?|obtenue?)?\s*(?:[:=?]|\t)\s*oui\b"
)
_NOT_SIGNED = expression(
    r"\b(?:n'a (?:pas|toujours pas) (?:encore )?signe|pas (?:encore )?(?:signe|donne|ete signe|recueilli)|non (?:encore )?(?:signe|recueilli|obtenu|donne)\w*|signature (?:prevue|a prevoir|differee|programmee|ulterieure|reportee)|a signer|reste a signer|doit signer|signera|sera signe|avant (?:de signer|signature)|en attente de signature|attente (?:du|de son) consentement|pas (?:encore )?(?:de |eu de |d'obtention du |de recueil du )(?:consentement|signature)|sans signature|a recueillir|pas rendu|a (?:nous )?(?:retourner|rapporter|rendre|renvoyer|ramener) signee?)"
)
_SIGNED = expression(
    r"\b(?:a (?:bien |deja )?(?:lu et )?signe|signee?s?|ont ete signes|a ete signe|recueillie?|obtenue?|a donne son|a rendu signe|signature (?:le|du))\b"
)
_REFUSED = expression(
    r"\b(?:refuse|a refuse|refusant|refus|decline|a decline|ne souhaite pas|n'a pas souhaite|ne veut pas|ne donne(?:ra)? pas suite|n'a pas donne suite|prefere ne pas|ne desire pas|retire|a retire|s'oppose|opposee?|non consentante)\b"
)


_DECLINED = expression(
    r"\s*(?:est |a ete )?(?:refusee?|declinee?)\b"
    r"|[^.;\n]{0,50}?(?:[:,(]|->|\b(?:mais|et|qu'elle|qu'il)\b)\s*(?:(?:elle|il|la patiente|le patient|mme \w+|madame \w+)\s+)?"
    r"(?:refus (?:de la|du) patient|refus$|refus(?=[.,;)])|(?:a )?(?:refusee?|declinee?)\b|n'est pas interessee?|pas interessee?|non interessee?|ne (?:le |la )?souhaite pas|n'(?:y )?a pas souhaite|ne desire pas|n'en veut pas)"
)
_FORM_REACH = 160
_FORM_SIGNED = expression(
    r"[^.;\n]{0,50}?\ba (?:bien |deja )?(?:lu et )?signe (?:le |la |son |les )?(?:formulaire|notice|document)s?\b"
)
_ONLY_IF = expression(r"\b(?:si|s'il|des que|lorsqu\w*|une fois)\b[^.;]*$")


def read(letter: Letter) -> Iterator[Fact]:
    """Consent to a trial; never to care, an operation or a collection of samples."""
    folded = letter.folded
    targets = letter.of("CONSENT", "PARTICIPATION")
    if not targets or not _TRIAL.search(folded):
        return
    found: list[tuple[int, Fact]] = []
    for target in sorted(targets, key=_is_notice):
        sentence = target.sentence
        words = folded[
            max(sentence.start, target.start - 200) : min(sentence.end, target.end + 200)
        ]
        if _CRITERIA.search(folded, max(sentence.start, target.start - 200), target.start):
            continue
        if target.family or _OTHER_CONSENT.search(
            folded[max(sentence.start, target.start - 70) : min(sentence.end, target.end + 70)]
        ):
            continue
        left, right = max(sentence.start, target.start - 75), min(sentence.end, target.end + 60)
        if folded.startswith((":", " :"), target.end):
            right = min(sentence.end, target.end + _FORM_REACH)
        if match := _REFUSED.search(folded, left, target.start):
            between = folded[match.end() : target.start]
            if (
                len(between) < 45
                and not re.search(r"[;.]|\bmais\b", between)
                and (
                    target.label == "CONSENT"
                    or re.search(
                        r"\b(?:essai|etude|protocole|recherche|participer|participation|inclusion)\b",
                        words,
                    )
                )
            ):
                found.append((0, letter.fact("consent", "refused", match.start(), target.end)))
            continue
        if target.label == "PARTICIPATION":
            if match := _DECLINED.match(folded, target.end, sentence.end):
                found.append((0, letter.fact("consent", "refused", target.start, match.end())))
            elif match := _FORM_SIGNED.match(folded, target.end, sentence.end):
                found.append((2, _signed(letter, target, match, left)))
            continue
        if target.hypothetical or _ONLY_IF.search(
            folded, max(sentence.start, target.start - 150), target.start
        ):
            continue
        if match := _NOT_SIGNED.search(folded, left, right) or _FORM_NO.search(
            letter.ticked, target.start, letter.line_bounds(sentence)[1]
        ):
            found.append(
                (
                    1,
                    letter.fact(
                        "consent",
                        "not_signed",
                        min(target.start, match.start()),
                        max(target.end, match.end()),
                    ),
                )
            )
        elif match := _SIGNED.search(folded, left, right):
            if re.search(
                r"\bne\b|\bn'|\bapres\b|\bune fois\b|\bdes que\b|\blorsqu|\bquand\b|\bsous reserve\b|\ba condition\b|\bdevra\b|\bdoit\b|\bpourra\b",
                folded[left : match.start()][-40:],
            ):
                continue
            found.append((2, _signed(letter, target, match, left)))
        elif target.label == "CONSENT" and (
            match := _FORM_YES.match(letter.ticked, target.end, letter.line_bounds(sentence)[1])
        ):
            found.append((2, _signed(letter, target, match, target.start)))
    if found:
        yield min(found, key=lambda pair: pair[0])[1]


def _is_notice(target: Target) -> bool:
    """Whether only the notice is named, which is handed over before anything is signed."""
    return target.text.lower().startswith(("notice", "note"))


def _signed(letter: Letter, target: Target, match: re.Match[str], left: int) -> Fact:
    """A consent signed, with the date of the signature when it stands near."""
    start, end = min(target.start, match.start()), max(target.end, match.end())
    near = [d for d in letter.dates_in(left, min(target.sentence.end, end + 30)) if d.is_full]
    date = min(near, key=lambda d: max(match.start() - d.end, d.start - end), default=None)
    return letter.fact("consent", "signed", start, end, date=date.iso if date else None)
