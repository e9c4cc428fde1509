"""Mentions: what each clause says of the metastases of one organ.

What a clause says depends on its words: a metastasis by its name or by a qualifier
("lésion secondaire"), a suspected one, an absent one, or only something seen, which
counts for a metastasis that the document states elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.measurements import find_volumes
from assistant.extraction.metastases_examinations import normal_examinations, proven
from assistant.extraction.metastases_figures import (
    column_count,
    column_size,
    continue_figures,
    count_of,
    lesion_sizes,
    owner_of,
)
from assistant.extraction.metastases_forms import find_boxes, form_answer, is_listed, ticked_box
from assistant.extraction.metastases_judgement import judge
from assistant.extraction.metastases_model import (
    RARE,
    SITES,
    Assertion,
    Clause,
    Mention,
    Place,
    is_strong,
    window,
)
from assistant.extraction.metastases_places import inherited_places, own_places
from assistant.extraction.metastases_topics import (
    LISTING,
    Topic,
    is_row,
    title_sites,
    topic_after,
    topic_before,
)

_LIST_LABEL = expression(
    r"[-*•\s]*(?:sites?|localisations?|extension)(?:\s+(?:secondaires?|metastatiques?|actuelles?|atteints?|de\s+la\s+maladie|a\s+distance)){0,2}(?:\(s\))?\s?:"
)
_SITES_LABEL = expression(
    r"[-*•\s]*(?:sites?|localisations?)\s+(?:secondaires?|metastatiques?|atteints?|de\s+la\s+maladie|a\s+distance)(?:\(s\))?\s?:"
)
_BULLET = expression(r"\s*(?:[-*•·]|\d{1,2}[.)])\s*(?:l[ea]\s+)?")
_SUSPECT = expression(
    r"(?:\s+(?:droite?s?|gauches?))?\s+(?:tres\s+|est\s+|sont\s+)?(?:suspecte?s?|douteu(?:x|ses?))\b"
)
_INCLUDED = expression(r"\b(?:compris|incluse?s?)\b")
_UNEXPLORED = expression(
    r"\s*[(:,]?\s*(?:non|pas|n'a\s+pas\s+ete|n'est\s+pas|n'ont\s+pas\s+ete)\s+(?:encore\s+)?"
    r"(?:explor|faite?|realis|evalu|analys|etudi|inject|interpret|contribut|dispon|imag|bilant)"
)
_TOUCHED = expression(r"\b(?:touche|atteint|interesse|concerne|envahi|implique)e?s?\b")
_DEFINITE = expression(
    r"\b(?:l[ea]s?|ces?|cette|l'une?\s+des|chacun\s+des|des\s+deux|du|ladite|lesdits)\s+(?:(?:deux|trois|quatre|cinq|petite?s?|meme)\s+)?$"
)
_SUMMED = expression(r"\bsoit\s+(?:au\s+total\s+|en\s+tout\s+)?\w+\s+$")
_TOTAL = expression(r"\W*(?:au\s+)?(?:total|soit|nombre)\b")
_SKELETON = expression(r"os\b|oss(?:eu\w+)?\b|squelett\w+")
_IS_NOTHING = expression(r"\s?(?::|=)\s?rien\b")
_NOTHING_IN = expression(
    r"\brien\s+(?:(?:de\s+suspect|d'anormal)\s+)?(?:au\s+niveau\s+)?(?:au|aux|a\s+la|a\s+l'|sur\s+l[ea]|du|des)\s?(?:niveau\s+(?:du|des)\s)?$"
)
_FREE = expression(
    r"(?:[\s:]+(?:irm|tdm|tep|scanner|scinti\w*|echo\w*)\b[^.;,\n]{0,25}?|(?:\s+\w+){0,3}?)\s*(?:,|:|est|sont|reste|restent|parait|-)?\s*(?:par\s+ailleurs\s+|toujours\s+)?(?:indemnes?|libres?\s+de|exempte?s?)\b"
)
_AS_WELL = expression(r"\s+(?:y\s+)?(?:compris|inclus)e?\b|\s*\)?\s*(?:[.;]|$)")
_NON = expression(r"\bnon\s+$")
_DENIAL = expression(r"\b(?:pas|sans|absence|aucune?|ni|non)\b")
_NORMAL = expression(r"\b(?:normal\w*|ras|rien|ok|libres?|indemnes?|sp|negati\w*)\b")
_ANSWER = expression(
    r"(?:\(s\))?(?:\s+(?:droite?|gauche|diffus\w*|bilat\w*))?\s?(?::|=|\?|\.{2,}|\t|\()?\s?(?P<v>oui\b|non\b(?!\s+\w)|\+{1,3}(?![\w/])|neant\b|(?<=:\s)(?:aucune?|absence|absente?s?|negati\w+)\b(?!\s+(?:de|d')\b)|0(?!\d|[.,]\d|\s?(?:%|mm|cm))|-(?=\s*(?:[,;)|/\n]|$)))"
)


def mentions_of(letter: Letter, clauses_by_sentence: list[list[Clause]]) -> Iterator[Mention]:
    """Every mention of a document, in order, from the clauses of each of its sentences."""
    fallback = title_sites(letter)
    topic = Topic()
    previous: list[Mention] = []
    spoken: list[Place] = []
    for sentence in letter.sentences:
        clauses = clauses_by_sentence[sentence.index]
        topic = topic_before(letter, sentence, topic, told=bool(clauses))
        if not clauses:
            continue_figures(letter, sentence, previous)
            continue
        found: list[Mention] = []
        carried: list[Place] = []
        for clause in clauses:
            places = own_places(letter, clause, sentence)
            inherited = not places
            if inherited and clause.lesions:
                known = (
                    spoken if letter.kind != "pathology" and _is_definite(letter, clause) else []
                )
                places = inherited_places(
                    letter, clause, clauses, carried, topic, known or fallback
                )
            elif places:
                carried = places
            seen = {t.value for t in clause.lesions} & {"lesion", "strong", "lytic"}
            if places and seen and clause.assertion is not Assertion.ABSENT:
                spoken = [p for p in places if p.value in SITES][:1]
            found += _clause_mentions(letter, clause, places, inherited, topic)
        found += proven(letter, sentence, clauses)
        found += normal_examinations(letter, sentence, clauses)
        if not found:
            continue_figures(letter, sentence, previous)
        else:
            previous = found
        yield from found
        topic = topic_after(letter, sentence, clauses, topic)


def _is_definite(letter: Letter, clause: Clause) -> bool:
    """Whether the lesions are those spoken of before ("les nodules", "l'un des nodules")."""
    first = clause.lesions[0]
    return first.value == "lesion" and bool(
        _DEFINITE.search(letter.folded, max(clause.start, first.start - 24), first.start)
    )


def _clause_mentions(
    letter: Letter, clause: Clause, places: list[Place], inherited: bool, topic: Topic
) -> Iterator[Mention]:
    """The mentions of a clause, one an organ."""
    if not clause.lesions:
        if clause.exception:
            yield from _excepted(clause, places)
        else:
            yield from _bare(letter, clause, places, topic)
        return
    assertion, known, strong = judge(letter, clause)
    if known and clause.exception:
        assertion, known, strong = clause.assertion, False, True
    if known and (
        topic.listing or _LIST_LABEL.match(letter.folded, clause.sentence.start, clause.end)
    ):
        assertion, known, strong = clause.assertion, False, True
    for place in places:
        if _UNEXPLORED.match(letter.folded, place.end, clause.sentence.end):
            continue
        if place.value == "other" and assertion is Assertion.SUSPECTED and not strong:
            continue
        names = () if inherited else (place.end,)
        boxes = form_answer(letter, clause.sentence, *names, *(t.end for t in clause.lesions))
        if boxes and boxes[0] is None:
            continue
        answer = None if inherited else _ANSWER.match(letter.folded, place.end, clause.sentence.end)
        stated, only_known = assertion, known
        if known and ticked_box(letter, clause, place):
            stated, only_known = Assertion.PRESENT, False
        involved = any(t.value == "involvement" for t in clause.lesions)
        if answer and involved and not _is_no(answer):
            stated, only_known = Assertion.PRESENT, False
        if answer and strong:
            negative = _is_no(answer)
            stated = Assertion.ABSENT if negative else assertion
        if boxes and (strong or involved or is_listed(letter, clause, place, topic)):
            stated, only_known = (Assertion.PRESENT if boxes[0] else Assertion.ABSENT), False
        if stated is Assertion.ABSENT and clause.other and (inherited or len(places) == 1):
            # "aucune autre localisation", "pas d'autre lésion hépatique": known ones are not denied.
            continue
        if stated is Assertion.NOTHING and not only_known:
            continue
        mention = _mention(letter, clause, place, inherited)
        if stated is not Assertion.ABSENT and not (
            topic.listing and inherited and _TOTAL.match(letter.folded, clause.start)
        ):
            _measure(letter, clause, mention, place, places, inherited)
        if boxes:
            mention.end = max(mention.end, boxes[1])
        mention.assertion, mention.known = stated, only_known
        mention.strong = strong or known is not only_known
        yield mention


def _is_no(answer: re.Match[str]) -> bool:
    return answer["v"] != "oui" and not answer["v"].startswith("+")


def _untouched(folded: str, clause: Clause, place: Place) -> tuple[int, int] | None:
    """The slice that says that nothing is in an organ ("ni le foie ... ne sont touchés", "foie : rien")."""
    behind = _IS_NOTHING.match(folded, place.end, place.end + 10)
    if behind:
        return place.start, behind.end()
    before = _NOTHING_IN.search(folded, max(clause.start, place.start - 40), place.start)
    if before:
        return before.start(), place.end
    denial = next((n for n in clause.negations if n[0] < place.start), None)
    touched = _TOUCHED.search(folded, place.end, clause.end)
    if denial and touched and touched.start() - place.end < 60:
        return denial[0], touched.end()
    return None


def _excepted(clause: Clause, places: list[Place]) -> Iterator[Mention]:
    """The organs that a denial leaves out ("aucune métastase hormis osseuse")."""
    for place in places:
        yield Mention(
            place.value,
            Assertion.PRESENT,
            False,
            place.start,
            place.end,
            clause.sentence,
            strong=True,
        )


def _bare(letter: Letter, clause: Clause, places: list[Place], topic: Topic) -> Iterator[Mention]:
    """Organs without a lesion word: in a list of sites, said free of disease, or with a size."""
    folded = letter.folded
    begin = window(clause)
    listing = topic.listing or (
        _SITES_LABEL.may_match(folded, clause.start, clause.end)
        and _SITES_LABEL.match(folded, clause.start, clause.end)
    )
    untold = False
    benign = any(
        clause.start <= t.start < clause.end for t in letter.inside(clause.sentence, "MET_BENIGN")
    )
    boxes = letter.once(find_boxes)
    measured = is_row(letter, clause.sentence.line) or (
        letter.folded.find("m", clause.start, clause.end) >= 0
        and bool(lesion_sizes(letter, clause))
    )
    for place in places:
        if _UNEXPLORED.match(folded, place.end, clause.sentence.end):
            continue
        if asked := form_answer(letter, clause.sentence, place.end):
            if asked[0] is not None and is_listed(letter, clause, place, topic):
                yield _answered(letter, clause, place, places, *asked)
            continue
        free = _FREE.may_match(folded, place.end, clause.tail) and _FREE.match(
            folded, place.end, clause.tail
        )
        included = untold and _AS_WELL.match(folded, place.end, clause.end)
        if included and _INCLUDED.search(folded, clause.start, included.end()):
            free = included
        if free and place.value not in RARE and not _NON.search(folded, place.end, free.end()):
            yield Mention(
                place.value,
                Assertion.ABSENT,
                False,
                place.start,
                free.end(),
                clause.sentence,
            )
            untold = True
            continue
        untouched = _untouched(folded, clause, place)
        if untouched and place.value not in RARE - {"ovary", "kidney", "spleen", "pancreas"}:
            yield Mention(place.value, Assertion.ABSENT, False, *untouched, clause.sentence)
            continue
        suspect = None if place.value in RARE else _SUSPECT.match(folded, place.end, clause.end)
        if suspect and not clause.negations and "_" not in place.value and place.value in SITES:
            yield Mention(
                place.value, Assertion.SUSPECTED, False, place.start, suspect.end(), clause.sentence
            )
            continue
        if benign:
            continue
        if not listing and not boxes and not measured:
            continue
        answer = _ANSWER.match(folded, place.end, clause.sentence.end)
        ticked = bool(
            ticked_box(letter, clause, place) and LISTING.search(folded, begin, place.start)
        )
        if listing or ticked:
            negative = (answer and _is_no(answer)) or _DENIAL.search(
                letter.ticked, begin, place.start
            )
            mention = _mention(letter, clause, place, False)
            _measure(letter, clause, mention, place, places, False)
            mention.assertion = Assertion.ABSENT if negative else Assertion.PRESENT
            mention.strong = True
            mention.row = topic.listing and len(mention.sizes) == 1
            if not _NORMAL.search(folded, place.end, clause.tail):
                yield mention
            continue
        mention = _mention(letter, clause, place, False)
        _measure(letter, clause, mention, place, places, False)
        if mention.sizes or mention.count:
            mention.levels = ()
            mention.known = True
            mention.row = len(mention.sizes) == 1 and bool(
                _BULLET.match(folded, clause.start, place.start)
            )
            mention.implicit = not _LIST_LABEL.match(folded, clause.start, clause.end)
            yield mention


def _answered(
    letter: Letter, clause: Clause, place: Place, places: list[Place], said: bool | None, end: int
) -> Mention:
    """An organ of a list of sites, with the box of yes or no that is ticked behind it."""
    mention = _mention(letter, clause, place, False)
    mention.assertion = Assertion.PRESENT if said else Assertion.ABSENT
    mention.strong = True
    mention.end = max(mention.end, end)
    if said:
        _measure(letter, clause, mention, place, places, False)
    return mention


def _mention(letter: Letter, clause: Clause, place: Place, inherited: bool) -> Mention:
    """The mention of one organ, without its figures."""
    low, high = _evidence(letter, clause, place, inherited)
    return Mention(
        place.value,
        clause.assertion,
        False,
        low,
        high,
        clause.sentence,
        levels=place.levels,
        other=clause.other,
        listed=clause.start if clause.listed else -1,
    )


def _measure(
    letter: Letter,
    clause: Clause,
    mention: Mention,
    place: Place,
    places: list[Place],
    inherited: bool,
) -> None:
    """The counts, sizes and volumes of one organ, from its part of the clause."""
    folded, site = letter.folded, place.value
    mention.ranged = len(place.levels) > 1
    sizes = lesion_sizes(letter, clause)
    mine = [s for s in sizes if owner_of(s.start, places, inherited) == site]
    mention.sizes = [s.mm for s in mine if not s.earlier]
    if column := column_size(letter, clause.sentence.line):
        mention.sizes = [column.mm]
    mention.volumes = [
        v.ml
        for v in find_volumes(folded, clause.anchor, clause.tail)
        if owner_of(v.start, places, inherited) == site
    ]
    mention.generic = site == "bone" and _SKELETON.match(folded, place.start, place.end) is not None
    mention.plural = any(
        t.text[-1] in "sS" and not _SUMMED.search(folded, max(clause.start, t.start - 26), t.start)
        for t in clause.lesions
    )
    mention.count = count_of(letter, clause, place, places, mine) or column_count(
        letter, clause.sentence.line
    )


def _evidence(letter: Letter, clause: Clause, place: Place, inherited: bool) -> tuple[int, int]:
    """The shortest slice that names the lesion, what is asserted of it and its organ."""
    if not clause.lesions:
        return place.start, place.end
    spans: list[tuple[int, int]] = []
    qualifiers = [
        t
        for t in letter.inside(clause.sentence, "MET_QUALIFIER")
        if clause.start <= t.start < clause.end and clause.assertion is not Assertion.ABSENT
    ]
    strong = [t for t in clause.lesions if is_strong(t) or t.value == "recur"]
    if strong:
        qualifiers = []
    lesions = strong or clause.lesions
    if qualifiers:
        lesion = min(lesions, key=lambda t: abs(t.end - qualifiers[0].start))
        spans.append((qualifiers[0].start, qualifiers[0].end))
    else:
        lesion = min(lesions, key=lambda t: max(t.start - place.end, place.start - t.end))
    spans.append((lesion.start, lesion.end))
    if clause.assertion is Assertion.SUSPECTED:
        spans += [
            (start, end)
            for name, start, end in lesion.modifiers
            if name == "POSSIBLE_EXISTENCE" and clause.start <= start < clause.end
        ][:1]
    if clause.assertion is Assertion.ABSENT:
        spans += [n for n in clause.negations if n[0] < lesion.start][-1:]
    begin = clause.sentence.start if inherited else place.start
    if not inherited or (
        place.end <= lesion.start and lesion.start - place.end < 60 and place.start >= begin - 40
    ):
        spans.append((place.start, place.end))
    return min(s for s, _ in spans), max(e for _, e in spans)
