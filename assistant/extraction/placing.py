"""Where a word stands in a French sentence, and what that says.

Before or behind its noun ("probable métastase", "métastase probable"), alone as an answer
("métastases : non"), at the head of a statement, behind a definite article that takes the
thing for granted. Words are folded: lower case, no accents.
"""

from __future__ import annotations

from assistant.extraction.expressions import expression

ARTICLES = frozenset("l le la les son sa ses leur leurs ce cet cette ces".split())
QUANTITIES = frozenset(
    "deux trois quatre cinq six sept huit dix nombreuses nombreux multiples plusieurs petite petites "
    "seule seules autres autre principale principales differentes diverses quelques memes".split()
)
NEUTRAL_ADVERBS = frozenset(
    "formellement totalement completement clairement finalement raisonnablement histologiquement strictement "
    "cliniquement radiologiquement absolument cependant toutefois egalement nettement franchement actuellement "
    "manifestement definitivement entierement certes donc".split()
)
"""Words that a wording may hold anywhere: "ne peut être *formellement* exclue"."""
_ADVERB = expression(
    r"(?:.*(?:que|am|em|elle|ble|ive|ale)ment|fortement|clairement|franchement|nettement|manifestement|seulement)$"
)
_POSSESSIVES = frozenset("son sa ses leur leurs cet cette ces".split())
_PREPOSITIONS = frozenset(
    "de d sur pour a par avec dans en chez vers contre sous entre au aux apres".split()
)
_NOUNS_OF_BEING = frozenset(
    "presence existence visualisation apparition diagnostic hypothese survenue eventualite".split()
)
_CONJUNCTIONS = frozenset("et ou ni puis voire , avec pour sur par vers en ( :".split())
_VERBS = frozenset(
    "retrouve retrouvent montre montrent revele revelent objective confirme confirment decouvre "
    "visualise note identifie presente developpe a ont voit observe decele evoque evoquent craindre "
    "est sont existe ait aient avait y avoir".split()
)
_DEGREES = frozenset("tres fort plus assez peu bien plutot hautement".split())
_BEFORE_A_NOUN = frozenset(
    "un une des de d du le la les l son sa ses ce cet cette on nous je il elle avec sans sur pour "
    "par et ou mais ni : ; , ( - / > . ? +".split()
)
_AFTER_A_NOUN = frozenset(
    "de d du des a au aux en sur dans par pour avec sous et ou mais car que qu chez lors "
    "demain lundi mardi mercredi jeudi vendredi prochainement ensuite apres avant ce selon si quand lorsque pendant depuis".split()
)


def is_preposed(
    words: list[str], start: int, end: int, bounds: tuple[int, int], *, relative: bool = False
) -> bool:
    """Whether a wording that may stand on both sides of its noun stands before it.

    "une probable métastase" against "une métastase probable". A ``relative`` needs no noun
    behind: "Mère : cancer du sein" against "cancer du sein (mère)". ``bounds`` are those of
    the sentence.
    """
    first, last = bounds
    before = start - 1
    while before >= first and words[before] in _DEGREES:
        before -= 1
    following = words[end] if end < last else ""
    if before >= first:
        word = words[before]
        counted = relative and (word in QUANTITIES or word.isdigit())
        if word not in _BEFORE_A_NOUN and not counted:
            return False
        if relative and (
            word == "("
            or (word == ":" and not following[:1].isalnum() and following not in (":", ","))
        ):
            return False
    if relative or following == ":":
        return True
    if following == "le" and end + 1 < last and words[end + 1].isdigit():
        return False
    return following[:1].isalnum() and following not in _AFTER_A_NOUN


def governs(words: list[str], end: int, sentence_end: int) -> bool:
    """Whether the word before ``end`` is a verb with its object behind it: "élimine une métastase".

    A date may follow a participle: "refusé le 12 mai".
    """
    if end + 1 >= sentence_end or words[end] not in _BEFORE_AN_OBJECT:
        return False
    return not words[end + 1][0].isdigit()


_BEFORE_AN_OBJECT = ARTICLES | frozenset("un une des du tout toute toutes tous aucune".split())


_NEVER_ANSWERED = _VERBS | frozenset(
    "ou et ni si que qu mais car dire dit pas oui pourquoi bien encore plutot".split()
)
_BEFORE_A_DATE = frozenset("au a lors sur actuellement ce jusqu".split())
_LONGEST_QUESTION = 4
"""Words that "non" answers without a colon, at most: "métastase cérébrale non"."""


def is_answer(words: list[str], start: int, end: int, bounds: tuple[int, int]) -> bool:
    """Whether words stand alone where an answer does: "métastases : non", "cirrhose (non)".

    In notes "non" does without a mark, once nothing but its noun stands before it: "cirrhose non,
    hépatite non". ``bounds`` are those of the sentence.
    """
    first, last = bounds
    if start == first:
        return False
    following = words[end] if end < last else "."
    if words[start - 1] not in (":", "=", "(", "?"):
        return (
            words[start:end] == ["non"]
            and following in _ENDS_AN_ANSWER
            and _is_asked(words, start, first)
        )
    if words[end - 1] in ("aucun", "aucune", "neant") and following in _BEFORE_A_DATE:
        return True
    return not following[0].isalnum()


_ENDS_AN_ANSWER = frozenset(", ; . /".split())


def _is_asked(words: list[str], answer: int, first: int) -> bool:
    at = answer
    while at > first and words[at - 1][0].isalpha():
        at -= 1
        if words[at] in _NEVER_ANSWERED or answer - at > _LONGEST_QUESTION:
            return False
    return at < answer and (at == first or words[at - 1] in (",", ";", ".", "-", "(", "/"))


def is_opening(words: list[str], start: int, sentence_start: int) -> bool:
    """Whether a statement begins here: at a sentence, or behind a mark that ends another."""
    return start == sentence_start or words[start - 1] in (
        ":",
        ",",
        ";",
        "(",
        "-",
        "mais",
        "et",
        "/",
    )


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural."""
    return len(word) > 3 and word[-1] in "sx"


def denied_from(words: list[str], cue_end: int, scope_end: int) -> int:
    """Where a denial that ends before ``cue_end`` begins to deny.

    "Aucune des trois lésions n'a grossi" takes the lesions for granted: the denial begins at
    its verb.
    """
    several = words[cue_end - 1].startswith("aucun") and (
        words[cue_end : cue_end + 1] == ["des"]
        or (words[cue_end : cue_end + 1] == ["de"] and words[cue_end + 1] in ARTICLES)
    )
    if not several:
        return cue_end
    return next((i for i in range(cue_end, scope_end) if words[i] in ("ne", "n")), cue_end)


def is_presupposed(
    words: list[str], start: int, cue_end: int | None, conditional: bool = False
) -> bool:
    """Whether the noun at ``start`` is taken for granted where it stands.

    A definite noun behind another one is not what is denied, doubted or supposed:
    "pas d'évolution des métastases", "suspicion de progression de la lésion", "n'a pas été
    opérée de sa métastase". ``cue_end`` is the token after a modifier that comes first; the
    object of a condition stays conditional: "si l'IRM confirme la métastase".
    """
    lowest = cue_end if cue_end is not None else 0
    at = start - 1
    while at >= lowest and (words[at] in QUANTITIES or words[at].isdigit()):
        at -= 1
    if at >= lowest and words[at] == "'":
        at -= 1
    if at < max(lowest, 1):
        return False
    word, before = words[at], words[at - 1]
    if before in _NOUNS_OF_BEING or (before == "de" and words[at - 2] in _NOUNS_OF_BEING):
        return False
    if word in ("des", "du", "au", "aux"):
        if before == "ni" and at == lowest:
            return _goes_on_from_definite(words, at - 1, 1)
        if before in ("et", "ou"):
            return _goes_on_from_definite(words, at - 1, lowest)
        return (
            at > lowest
            and before not in _CONJUNCTIONS
            and before not in _VERBS
            and not before.endswith(("er", "ir", "ant"))
            and not _ADVERB.match(before)
        )
    if word not in ARTICLES:
        return False
    if before == "de" and at == lowest and words[at - 2] == "ni":
        return _goes_on_from_definite(words, at - 2, 1)
    if before in _PREPOSITIONS and (at - 1 >= lowest or word in _POSSESSIVES):
        return True
    if cue_end is None or (conditional and "," not in words[cue_end:at]):
        return False
    return any(not _ADVERB.match(words[i]) for i in range(cue_end, at))


def _goes_on_from_definite(words: list[str], joint: int, lowest: int) -> bool:
    """Whether "ni des" goes on from a noun taken for granted: "pas de changement des X ni des Y"."""
    for at in range(joint - 1, max(joint - _LONGEST_PART, lowest), -1):
        if words[at] in ("des", "du"):
            before = words[at - 1]
            return before not in _CONJUNCTIONS and before not in _VERBS
        if words[at] in ARTICLES and words[at - 1] == "de":
            return words[at - 2] != "ni"
    return False


_LONGEST_PART = 10
"""Words of one part of a list, at most."""
