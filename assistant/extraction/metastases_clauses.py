"""Clauses about lesions: which lesion words, which organs, and what is asserted of them.

A sentence of a report often says several things ("Deux métastases hépatiques, pas de
lésion osseuse"). A clause is the part in which one assertion holds: a coordination of
organs stays in it ("pas de métastase hépatique, pulmonaire ni osseuse"), another
lesion with its own organ or a new negation opens the next one. ConText says which
words negate; the clause says how far they reach.
"""

from __future__ import annotations

from bisect import bisect_left

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.metastases_model import STRONG, Clause, Place
from assistant.extraction.vertebrae import find_levels, level_places

_SIGN_BREAK = expression(
    r"[;|\t•/=.-](?:(?<=[;|\t•])|(?<=\s-)(?:>\s(?!\d)|\s(?=[a-z\[(]))|(?<=\.)\s(?:(?<=[a-z]{3}\.\s)(?<!inf\.\s)(?<!sup\.\s)(?<!seg\.\s)(?<!lob\.\s)(?![iv]+\b)|(?<=[cm]m\.\s)|(?<=\s[ivx]\.\s)(?=[a-z]{3}))"
    r"|(?<=/)/|(?<==)>)"
)
_WORD_BREAK = expression(
    r"\b(?:mais|cependant|toutefois|neanmoins|pourtant|en\s+revanche|par\s+contre|alors\s+que|tandis\s+que|"
    r"hormis|excepte|sauf|en\s+dehors|a\s+part|a\s+l'exception|puis(?!\s\d)|malgre|devant(?!\s+etre)|ce\s+qui|afin|motivant|(?<=,\s)cel(?:les?|ui|ux)\s+d(?:e|u|es))\b"
)
_ANSWERS = expression(r"(?:non|0|ø)\s*(?:[,;.)/]|$)")
_BOXED = expression(
    r"non(?:(?<=[\]☐☒☑□■▢▣]non)|(?<=[\]☐☒☑□■▢▣]\snon)|(?=\s?[\[☐☒☑□■▢▣]))(?=\s*(?:[,;.:/)\[☐☒☑□■▢▣\t\n]|$))"
)
"""The "non" of a form, which a box goes with: it answers what stands before it."""
_ORIGIN = expression(
    r"\b(?:origine|carcinome\w*|adenocarcinome|cancers?|adk|neo\w*|k|primitif|glande|tumeur)\s+(?:\w+\s+){0,3}(?:du\s+|de\s+la\s+glande\s+)?$"
)
_LEADING = expression(r"[,:.(]\s*|\b(?:et|ainsi\s+que|avec|puis)\s+|[+/]\s*")
_COUNTED = expression(
    r"(?:\bet|,|\+|\bavec)\s+(?:une?|des|deux|trois|quatre|cinq|\d{1,2}|plusieurs|multiples|quelques)\s+(?:\w+\s+){0,2}$"
)
_EXCEPTION = expression(
    r"(?:hormis|excepte|sauf|en\s+dehors|a\s+part|a\s+l'exception|que\s+(?:celles?|l[ea]s?|une?|des)|qu'une?)\b"
)
_COORDINATOR = expression(
    r"(?:,|\bet\b|\+|/|&|\bainsi\s+que|\bassociee?s?\s+a|(?<!rapport )(?<!compatible )(?<!compatibles )\bavec|\bou)"
)
_BARE_COORDINATOR = expression(r"(?:\s\w+)?\s*(?:,|\+|/|&|\bet)\s*(?:d?es\s+|aux\s+)?")
_SAME_LESION = expression(
    r"\b(?:rapport|compatibles?|evoca\w+|faveur|corresp\w+|tradui\w+|temoign\w+|allure|aspect|il\s+s'agit|s'agissant|considere\w*|"
    r"comme|soit|dont|qui|confirm\w+|etre|faisant|suspect\w*\s+(?:de|d')|type\s+d|signe\w*|=|:)"
)
_CONTINUES = expression(
    r"(?:\bni\s+(?:de\s+|d'|d'autre\s+)?|\bou\s+(?:de\s+|d')?|,\s*(?:de\s+|d')|\bet\s+(?:de\s+|d')|/\s*|\bni\s+)(?:\w+\s+){0,1}$"
)
_STATED = expression(
    r"\s+(?:est\s+|sont\s+)?(?:stable\b|normal|indemne|ras\b|sp\b|sans\b|inchange\b|clairs?\b|libres?\b|rien\b|en\s+repon)"
)
_LIST_GOES_ON = expression(
    r"\s*(?:[,.;)/+]|et\b|ni\b|ou\b|droite?s?\b|gauches?\b|bilat|diffus|multip|compris|inclus|y\s+compris|(?::|=)?\s?(?:oui|non|0|\+)|sous\b|depuis\b|chez\b|avec\b|stables\b|connue?s\b|traitee?s\b|$)"
)
_DETERMINED = expression(
    r"(?:\b(?:une?|des|les|la|le|l'|deux|trois|quatre|cinq|six|plusieurs|multiples|nombreuses?|quelques|\d+)\s+(?:\w+\s+)?|')$"
)
_SUBJECT = expression(r"\s*(?::\s*)?(?:(?:est|sont|reste\w*|semble\w*|parait|paraissent)\s+)?")
_NEW_SUBJECT = expression(r"(?:[,:;.)]|\bet|\bmais)\s+(?:l[ea]s?\s+|l'|d'un\s+|d'une\s+|un\s+)?$")
_OTHER_THAN = expression(r"\bautres?\s+(?:\w+\s+){1,2}(?=qu(?:e\b|'))")
_AND_NOT = expression(
    r"\b(?:et\s+non|plutot\s+qu(?:e\s|'))\s*(?:a\s|d'|de\s|pour\s|comme\s)?(?:une?\s+|des\s+)?$|\bet\s+pas\s+(?:a\s+|d'|comme\s+)?(?:une?|des)\s+$"
)
_LIST_ENDS = expression(r"[^.;\n]{0,80}?\b(?:ni|ou)\b")
_CHANGE = expression(
    r"\s*(?:\w+\s+)?(?:progress\w+|evolution|evolutivite|modifi\w+|chang\w+|aggrav\w+|augment\w+|major\w+|croissance|regress\w+|complic\w+|reprise|"
    r"doute|biops\w+|retentissement|traite\w+|chirurg\w+|irradi\w+)\b"
)


_BEFORE_LEVEL = expression(
    r"(?:metastases?|lesions?(?:\s+(?:mixtes?|lytiques?|condensantes?|secondaires?|metastatiques?))?|corps|pedicule|vertebre|sacree?s?|squelette\s+axial\s?\(?)\s*(?:de|en)?\s*$"
)
_LEVEL_JOINT = expression(r"\s*(?:,|et|/|-|puis)\s*")
_LANDMARK_LEVEL = expression(
    r"(?:cone\s+terminal|en\s+regard\s+de|hauteur\s+de|niveau\s+de|sous|en\s+\d|apres|segments?)\s*$"
)
_ANY_OF = expression(r"\s*(?:de\s|d'|des\s)?")
_COMMA = expression(r",\s*")
_COLON = expression(r"\s?:")
_OPENS_LINE = expression(r"[,.)+/-]\s*(?:au\s+niveau\s+|l[ea]s?\s+|l')?$")
_ANSWERED = expression(r"\s?[:=]?\s?(?:oui|non|0|\+)(?!\w)")
_NEXT_IN_LIST = expression(r"\s*[^,]{0,25},\s*(?:l[ea]s?\s+|l')?")
_ADJECTIVE_ENDINGS = (
    "ique", "aire", "al", "ale", "aux", "ales", "eux", "euse", "euses", "ien", "ienne", "iques", "aires", "iens", "iennes",
    "eal", "eale",
)  # fmt: skip


def told_sentences(letter: Letter) -> list[int]:
    """The sentences that name a lesion, an organ or a vertebral level, in order."""
    told = {
        target.sentence.index for label in ("MET_LESION", "MET_SITE") for target in letter.of(label)
    }
    told.update(letter.sentence_at(place).index for place in letter.once(level_places))
    return sorted(told)


def _places(letter: Letter, sentence: Sentence, with_lesion: bool) -> list[Place]:
    places = [
        Place(t.value or "none", t.start, t.end)
        for t in letter.inside(sentence, "MET_SITE")
        if t.value != "none"
        and not (
            t.value == "region"
            and _ORIGIN.search(letter.folded, max(sentence.start, t.start - 50), t.start)
        )
    ]
    at = letter.once(level_places)
    first = bisect_left(at, sentence.start)
    if first == len(at) or at[first] >= sentence.end:
        return places
    folded = letter.folded
    vertebral = any(p.value.startswith(("spine", "bone")) for p in places)
    accepted = -1
    for mention in find_levels(folded, sentence.start, sentence.end):
        certain = folded[mention.start] in "d" or len(mention.levels) > 1 or vertebral
        before = max(sentence.start, mention.start - 22), mention.start
        if mention.levels[0][0] in "CS" and not (
            vertebral
            or _BEFORE_LEVEL.search(folded, *before)
            or (accepted >= 0 and _LEVEL_JOINT.fullmatch(folded, accepted, mention.start))
        ):
            continue
        if _LANDMARK_LEVEL.search(folded, *before):
            continue
        accepted = mention.end
        if certain or with_lesion:
            places.append(Place("spine", mention.start, mention.end, mention.levels))
    return sorted(places, key=lambda place: place.start)


def segment(letter: Letter, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that hold a lesion or an organ, nothing asserted yet."""
    targets = letter.inside(sentence, "MET_LESION", "MET_SITE")
    folded = letter.folded
    lesions = [
        target
        for target in targets
        if target.label == "MET_LESION"
        and not _AND_NOT.search(folded, max(sentence.start, target.start - 24), target.start)
    ]
    places = _places(letter, sentence, bool(lesions))
    if not lesions and not places:
        return []
    negations = sorted(
        {
            (start, end)
            for target in targets
            for name, start, end in target.modifiers
            if name == "NEGATED_EXISTENCE"
            and start < target.start
            and target.value != "none"
            and not (start and folded[start - 1].isalnum())
            and not _BOXED.match(folded, start)
            and _reaches(folded, start, end, target)
        }
    )
    breaks = [
        m.start() - 1 if m.group()[0] == "-" else m.start()
        for m in _SIGN_BREAK.finditer(folded, sentence.start, sentence.end)
    ]
    if any(folded[at] == ";" for at in breaks):
        breaks = [at for at in breaks if not _in_brackets(folded, sentence, at, lesions)]
    breaks += [m.start() for m in _WORD_BREAK.finditer(folded, sentence.start, sentence.end)]
    # "pas d'autre anomalie que les deux métastases": what follows is there.
    breaks += [m.end() for m in _OTHER_THAN.finditer(folded, sentence.start, sentence.end)]
    items: list[tuple[int, int, str, object]] = [
        *((b, b, "break", None) for b in breaks),
        *((s, e, "neg", (s, e)) for s, e in negations),
        *((p.start, p.end, "place", p) for p in places),
        *((t.start, t.end, "lesion", t) for t in lesions),
    ]
    items.sort(key=lambda item: (item[0], item[2] != "break", item[1]))
    clauses: list[Clause] = []
    current = Clause(sentence, sentence.start, sentence.end)
    last = sentence.start

    def cut(at: int, *, exception: bool = False) -> None:
        nonlocal current
        current.end = at
        clauses.append(current)
        current = Clause(sentence, at, sentence.end, exception=exception)

    for index, (start, end, kind, item) in enumerate(items):
        if kind == "break":
            numbered = folded.startswith(" - ", start) and not current.places
            if (current.lesions or current.places) and not numbered:
                strong = any(t.value == "strong" for t in current.lesions) and bool(
                    current.negations
                )
                cut(start, exception=strong and bool(_EXCEPTION.match(folded, start)))
        elif kind == "neg":
            if (
                current.lesions
                and not (folded.startswith("ni", start) and current.negations)
                and not _ANSWERS.match(folded, start)
            ):
                denied = _denied_organ(folded, current, start)
                if denied is None:
                    cut(start)
                else:
                    current.places.remove(denied)
                    cut(denied.start)
                    current.places.append(denied)
            current.negations.append((start, end))
        elif kind == "place":
            assert isinstance(item, Place)
            if current.lesions and _opens_clause(folded, sentence, current, item, last):
                cut(_noun_phrase_start(folded, last, start))
            current.places.append(item)
        else:
            assert isinstance(item, Target)
            if current.lesions and _is_another(folded, current, item, last, items[index + 1 :]):
                cut(_noun_phrase_start(folded, last, start))
            current.lesions.append(item)
        last = max(last, end)
    clauses.append(current)
    return _kept(clauses)


def _in_brackets(folded: str, sentence: Sentence, at: int, lesions: list[Target]) -> bool:
    """Whether a semicolon parts figures in brackets ("2 nodules (S4 et S7 ; 16 et 22 mm)")."""
    opening = folded.rfind("(", max(sentence.start, at - 80), at)
    closing = folded.find(")", at, min(sentence.end, at + 80))
    return (
        folded[at] == ";"
        and opening > folded.rfind(")", max(sentence.start, at - 80), at)
        and closing > at
        and not any(opening < lesion.start < closing for lesion in lesions)
    )


def _denied_organ(folded: str, clause: Clause, start: int) -> Place | None:
    """The organ that a negation behind it is about ("métastases pulmonaires ; le foie est indemne")."""
    place = clause.places[-1] if clause.places else None
    if place is None or place.start < clause.lesions[-1].end:
        return None
    subject = _SUBJECT.fullmatch(folded, place.end, start)
    opening = _NEW_SUBJECT.search(folded, max(clause.start, place.start - 16), place.start)
    return place if subject and opening else None


def _kept(clauses: list[Clause]) -> list[Clause]:
    """The clauses that say something, each with what follows it and says nothing more."""
    kept: list[Clause] = []
    for clause in clauses:
        if clause.lesions or clause.places:
            clause.tail = clause.end
            kept.append(clause)
        elif kept:
            kept[-1].tail = clause.end
    return kept


def _opens_clause(folded: str, sentence: Sentence, clause: Clause, place: Place, last: int) -> bool:
    """Whether an organ after a lesion begins another statement ("..., foie : rien")."""
    is_examination = place.value.endswith(("_exam", "_biopsy"))
    labels = _COLON.match(folded, place.end) is not None
    if is_examination and labels:
        return True
    gap = folded[last : place.start]
    if labels and "(" not in gap:
        return _OPENS_LINE.search(gap) is not None
    if is_examination and ("," in gap or "." in gap):
        return True
    if _ANSWERED.match(folded, place.end, place.end + 8):
        return False
    if not clause.negations and not _STATED.match(folded, place.end, sentence.end):
        return False
    if not _NEXT_IN_LIST.fullmatch(gap):
        return False
    is_adjective = folded.endswith(_ADJECTIVE_ENDINGS, place.start, place.end)
    return not is_adjective and not _LIST_GOES_ON.match(folded, place.end, sentence.end)


def _is_another(
    folded: str,
    clause: Clause,
    lesion: Target,
    last: int,
    following: list[tuple[int, int, str, object]],
) -> bool:
    """Whether a second lesion word of a clause names another lesion, with another assertion."""
    gap = folded[last : lesion.start]
    if lesion.value == "disease" or _SAME_LESION.search(gap):
        return False
    if clause.negations:
        if _CONTINUES.search(gap) or _ANY_OF.fullmatch(gap):
            return False
        # "nodule, adénopathie ou épanchement": a bare singular goes on with the negation.
        return not _COMMA.fullmatch(gap) or lesion.text.endswith("s") or lesion.value in STRONG
    own_place = (lesion.value or "").startswith("implied_") or (
        next((kind for _, _, kind, _ in following), None) == "place"
    )
    if not _COORDINATOR.search(gap):
        return False
    if lesion.value == "node" and _BARE_COORDINATOR.fullmatch(gap):
        return not any(t.value in ("recur", "disease") for t in clause.lesions)
    if own_place and (clause.places or any(t.value in STRONG for t in clause.lesions)):
        return True
    return bool(clause.places) and lesion.value == "node" and bool(_DETERMINED.search(gap))


def _noun_phrase_start(folded: str, low: int, start: int) -> int:
    """Where the words that lead to ``start`` begin: after the last comma or coordinator."""
    gap = folded[low:start]
    leading = [match.end() for match in _LEADING.finditer(gap)]
    return low + leading[-1] if leading else low


def _reaches(folded: str, start: int, end: int, target: Target) -> bool:
    """Whether a negation reaches a lesion: "non" only the word behind it ("foie non tumoral : lésions")."""
    at = target.start
    if folded[start:end] == "non":
        return at - end <= 12
    if target.value == "strong" and folded.endswith(", ", end, at):
        # "Pas d'ascite, métastases hépatiques stables": another statement, unless a list goes on.
        return _LIST_ENDS.match(folded, target.end) is not None
    # "absence de progression des métastases": what is denied is the progression.
    # "sans recul du mur et une lésion de T11": what is counted is not denied.
    return not _CHANGE.match(folded, end, at + 14) and not _COUNTED.search(folded, end, at)
