"""Mentions: what each clause says of the metastases of one organ.

A clause names its organ, or takes it from the heading it stands under ("Foie :"), from
the examination of the sentence ("IRM cérébrale : pas de métastase"), from the sentence
before, or from the title of a document about one organ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.measurements import (
    Size,
    find_counts,
    find_sizes,
    find_volumes,
)
from assistant.extraction.metastases_clauses import (
    STRONG,
    Assertion,
    Clause,
    Place,
    clauses_of,
)

SITES = frozenset(
    [
        "bone", "spine", "liver", "lung", "pleura", "lymph_node", "brain", "meninges", "adrenal", "peritoneum", "ovary",
        "skin", "pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other",
    ]
)  # fmt: skip
_RARE = frozenset({"pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other", "skin", "ovary"})
"""Organs that a sentence often names as a landmark: they must stand next to the lesion."""
_LANDMARK = re.compile(
    r"(?:\b(?:contact|distance|proximite|regard|voisinage|refoul\w+|englob\w+|engain\w+|jouxt\w+|accole\w*|adhere\w*|dehors|marge|"
    r"arriere|avant|prove\w+|origine|rapport|a\s+(?:plus\s+de\s+|moins\s+de\s+|environ\s+)?\d+(?:[.,]\d)?\s?[cm]m)\s+(?:\w+\s+)?(?:de\s+|du\s+|des\s+|d'|a\s+|au\s+|avec\s+)?(?:la\s+|le\s+|les\s+|l'|une?\s+)?"
    r"|\b(?:cancer|carcinome|adenocarcinome|tumeur|primitif|neo|k)\s+(?:du\s+|de\s+la\s+|de\s+l'|des\s+|d')?)$"
)
_LANDMARK_GOES_ON = re.compile(
    r"(?:\s+\w+)?\s*(?:,|et|ou|ni)\s*(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d'|a\s+l'|au\s+|a\s+la\s+|la\s+|le\s+|l')?"
)
_HEADING = re.compile(
    r"[-*•·.>►➔+#\s]*(?:\d{1,2}[.)/°]\s*|[a-z]\)\s*)?(?:au\s+niveau\s+|sur\s+le\s+plan\s+|au\s+plan\s+|a\s+l'etage\s+|etage\s+|niveau\s+|cote\s+|plan\s+)?"
    r"(?P<h>[^:;\n]{2,60}?)\s?(?:(?P<sep>:|=)|\.\s?-|\.(?=\s)|,?\s-\s|$)"
)
_LISTING = re.compile(
    r"\b(?:extension|sites?|localisations?|cibles?|lesions?\s+cibles?|metasta\w+|rechutes?|recidives?|atteintes?|maladie\s+\w+|progression|diffusion)\b"
)
_LOCAL = re.compile(r"\b(?:locale?s?|locoregional\w*|parietale?|mammaire|pas|absence|sans)\b")
_SUPERLATIVE = re.compile(
    r"\s*(?:l[ea]\s+)?(?:plus|dont\s+l[ea]\s+plus)\s+(?:grande?|gros(?:se)?|volumineu(?:x|se)|important)|(?:elle|il)s?\s+(?:mesur|fait|font)|mesurant|"
    r"l'une?\b|taille"
)
_MULTIPLE = re.compile(
    r"\b(?:multiples?|plusieurs|nombreu(?:x|ses)|diffus\w*|innombrables|disseminee?s?|lacher|miliaire|jusqu'a|notamment|surtout|quelques)\b"
)
_SINGLE = re.compile(r"\b(?:unique|solitaire|une\s+seule|un\s+seul|seule\s+(?:lesion|metastase|localisation))\b")
_NOT_LESION_SIZE = re.compile(
    r"\b(?:epanchement|lame|ascite|deviation|oedeme|tassement|anevrisme|splenomegalie|fleche|kyste\w*|angiome\w*|hemangiome|adenome|sein|"
    r"mammaire|tumeur\s+primitive|dilatation|epidurite|carotte\w*|cylindre\w*|fragments?|drain|marge|tranche|canal|choledoque|wirsung|ponction\w*|"
    r"foie\s+de|rate\s+de|prelevements?|biopsies?|recul)\b[^.;:]{0,30}$"
)
_DISTANCE = re.compile(r"\bdistance\s+d[^.;:]{0,60}$")
_COUNT_AFTER = re.compile(
    r"\s?(?:\(|x\s?|:\s?|=\s?|n\s?=\s?)\s?(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)(?:\s+(?:lesions?|nodules?|metastases?|metas?|mets|localisations?|foyers?|cibles?)\b|\s?[,)](?!\d))"
)
_NEW = re.compile(r"\b(?:nouvel\w+|nouveaux|autres?|supplementaires?)\b")
_NUMBER_OF = re.compile(
    r"\b(?:au\s+nombre\s+de|au\s+total|en\s+tout)\s*:?\s(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\b(?!\s?(?:[cm]m|/|,\d))"
)
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_BETWEEN_COUNT = re.compile(
    r"(?:(?:petite?s?|grande?s?|gros(?:se)?s?|nouvel\w*|nouveaux|volumineu\w+|discretes?|vraies?|autres?|principales?|images?|premieres?|dernieres?|"
    r"seules?|uniques?|larges?|volumineuses?|hepatiques?|pulmonaires?|osseuses?|cerebrales?|vertebrales?|ovaires|surrenales)\s+){0,2}"
)
_BIOPSY = re.compile(r"\b(?:biops\w+|rebiops\w+|pbh|pbf|ponction\w*|preleve\w*|cytolog\w+|ebus|histolog\w+|exerese|cyphoplastie)\b")
_CARCINOMA = re.compile(
    r"\b(?:adeno)?carcinom\w+|cellules?\s+(?:tumorales|malignes|carcinomateuses|adenocarcinomateuses)"
)
_OF_CARCINOMA = re.compile(
    r"\b(?:metastases?|localisations?|lesions?\s+secondaires?)\s+(?:\w+\s+){0,2}?(?:d'un|d'une|du|de\s+son|de\s+l'|d')\s?(?:adeno)?(?:carcinome|cancer|adk|origine)"
)
_GROWTH = re.compile(r"\b(?:apparition|augmentation|majoration|croissance|nouvel\w+|sous\s+forme)\b")
_CARCINOMA_IN = re.compile(
    r"\b(?:localisations?|atteinte|infiltration|envahissement|lesions?|nodules?)\b[^.;:]{0,50}?\b(?:d'un|par\s+un|du|de\s+son)\s+(?:adeno)?carcinome"
)
_NO_CARCINOMA = re.compile(r"\b(?:pas|absence|sans|aucune?|ni|non)\s+(?:\w+\s+){0,3}$")
_BREAST = re.compile(r"\bseins?\b|mammaire|axillaire|mammectomie|mastectomie|tumorectomie")
_BOX = re.compile(r"\[\s?\]|☐|□|(?P<on>\[\s?[x✓✔]\s?\]|☒|☑|✓|✔)")
_ANSWER = re.compile(
    r"(?:\s+(?:droite?|gauche|diffus\w*|bilat\w*))?\s?(?::|=|\?|\.{2,}|\t|\()?\s?(?P<v>oui\b|non\b|\+{1,3}(?![\w/])|neant\b|0(?![\d,.]|\s?(?:%|mm|cm))|-(?=\s*(?:[,;)|/\n]|$)))"
)
_LYTIC_SITE = "bone"
_POSITIVE_LIST_LESIONS = frozenset({"strong", "disease", "recur", "m1", "lesion"})


@dataclass(slots=True)
class Mention:
    """One statement about the lesions of one organ. ``known`` when it only counts for a known one."""

    site: str
    assertion: Assertion
    known: bool
    start: int
    end: int
    sentence: Sentence
    count: int | None = None
    sizes: list[float] = field(default_factory=list)
    volumes: list[float] = field(default_factory=list)
    levels: tuple[str, ...] = ()
    ranged: bool = False
    other: bool = False
    implicit: bool = False
    strong: bool = False


@dataclass(slots=True)
class Topic:
    """The organ that the text is about. A heading holds longer than a sentence does."""

    places: list[Place] = field(default_factory=list)
    heading: bool = False
    listing: bool = False
    line: int = -1
    exam: bool = False


def mentions_of(letter: Letter) -> Iterator[Mention]:
    """Every mention of a document, in order."""
    fallback = title_sites(letter)
    topic = Topic()
    previous: list[Mention] = []
    for sentence in letter.sentences:
        topic = _topic_before(letter, sentence, topic)
        clauses = clauses_of(letter, sentence)
        found: list[Mention] = []
        carried: list[Place] = []
        for clause in clauses:
            places = _own_places(letter, clause, sentence)
            inherited = not places
            if inherited and clause.lesions:
                places = _inherited(letter, clause, clauses, carried, topic, fallback)
            elif places:
                carried = places
            found += _clause_mentions(letter, clause, places, inherited, topic)
        found += _proven(letter, sentence, clauses)
        if not found:
            _continue(letter, sentence, previous)
        else:
            previous = found
        yield from found
        topic = _topic_after(letter, sentence, clauses, topic)


def title_sites(letter: Letter) -> list[Place]:
    """The one organ of an examination or sample that the document is about, if it is about one."""
    values: dict[str, Place] = {}
    seen = 0
    for target in letter.of("MET_SITE"):
        value = target.value or "none"
        if not value.endswith(("_exam", "_biopsy")):
            continue
        if letter.kind == "pathology":
            if value.endswith("_biopsy"):
                values[value.split("_")[0]] = Place(value.split("_")[0], target.start, target.end)
        elif letter.kind == "imaging" and target.sentence.line < 14 and seen < 1:
            begin, stop = letter.line_bounds(target.sentence)
            if stop - begin < 90 and (letter.text[target.start].isupper()):
                values[value.split("_")[0]] = Place(value.split("_")[0], target.start, target.end)
                line = letter.folded[begin:stop]
                if re.search(r"thoraco|abdomin|\btap\b|corps\s+entier|\bet\b", line):
                    return []
                seen += 1
    return list(values.values()) if len(values) == 1 else []


def _topic_before(letter: Letter, sentence: Sentence, topic: Topic) -> Topic:
    """The topic when a sentence begins: kept, or changed by a heading at the start of its line."""
    line = letter.canonical.lines[sentence.line]
    if sentence.start != line.start:
        return topic
    if line.after_blank and not (topic.heading and topic.line == sentence.line - 1):
        topic = Topic()
    match = _HEADING.match(letter.folded, line.start, line.end)
    if not match:
        return topic if topic.heading or topic.listing else Topic()
    begin, end = match.span("h")
    places = [
        Place(t.value or "none", t.start, t.end)
        for t in letter.inside(sentence, "MET_SITE")
        if begin <= t.start and t.end <= end + 1
    ]
    words = len(re.findall(r"\w+", letter.folded[begin:end]))
    whole = match.end() >= line.end and words <= 6 and letter.text[line.end - 1] not in ".,;?!)"
    is_heading = bool(match["sep"]) or whole or letter.text[begin:end].isupper()
    if not is_heading:
        return topic if topic.heading or topic.listing else Topic()
    alone = match.end() >= line.end - 1
    if places and words <= 8 and not letter.inside(sentence, "MET_LESION"):
        direct = [p for p in places if p.value not in ("none", "region", "brain_lobe")]
        if any(p.value == "region" for p in places) and not direct:
            return Topic(line=sentence.line)
        return Topic([_plain(p) for p in direct], True, topic.listing, sentence.line)
    if alone and _LISTING.search(letter.folded, begin, end) and words <= 6 and not _LOCAL.search(letter.folded, begin, end):
        return Topic([_plain(p) for p in places], bool(places), True, sentence.line)
    lesions = [t for t in letter.inside(sentence, "MET_LESION") if t.end <= end + 1]
    strong = any(_is_strong(t) and not t.negated for t in lesions)
    if alone and places and strong and words <= 6 and letter.text[line.end - 1] not in ".?!)":
        return Topic([_plain(p) for p in places], True, True, sentence.line)
    if alone or sentence.section is not None and match["sep"]:
        return Topic()
    return topic if topic.heading else Topic()


def _topic_after(letter: Letter, sentence: Sentence, clauses: list[Clause], topic: Topic) -> Topic:
    """What a sentence leaves as topic for the next one of its paragraph."""
    if topic.heading or topic.listing:
        return topic
    sites = [p for clause in clauses for p in clause.places if p.value not in ("none", "node")]
    values = {p.value for p in sites}
    if not values:
        return topic
    exams = [p for p in sites if p.value.endswith(("_exam", "_biopsy"))]
    if len(values) > 1 and len({p.value for p in exams}) == 1:
        return Topic([_plain(exams[0])], False, False, sentence.line, exam=True)
    if len(values) == 1 and next(iter(values)) in SITES - _RARE:
        return Topic(sites[:1], False, False, sentence.line)
    if len(values) == 1 and sites[0].value.endswith(("_exam", "_biopsy")):
        return Topic([_plain(sites[0])], False, False, sentence.line, exam=True)
    return Topic()


def _plain(place: Place) -> Place:
    return Place(place.value.removesuffix("_exam").removesuffix("_biopsy"), place.start, place.end, place.levels)


def _own_places(letter: Letter, clause: Clause, sentence: Sentence) -> list[Place]:
    """The organs in which a clause places its lesions."""
    folded = letter.folded
    lesions = {t.value for t in clause.lesions}
    node = "node" in lesions
    kept: list[Place] = []
    regional = any(p.value == "regional" for p in clause.places)
    values = {p.value for p in clause.places}
    landmark = -1
    for place in clause.places:
        before = folded[max(sentence.start, place.start - 32) : place.start]
        if _box(folded, clause, place) is False:
            continue
        if clause.negations and re.search(r"\.\s", folded[place.end : max(place.end, clause.negations[0][0])]):
            continue
        if _LANDMARK.search(before) or (
            landmark >= 0 and _LANDMARK_GOES_ON.fullmatch(folded, landmark, place.start)
        ):
            landmark = place.end
            continue
        value = place.value
        if value == "brain_lobe":
            if "brain" in values or "brain_exam" in values:
                kept.append(Place("brain", place.start, place.end))
            continue
        if value == "node_place":
            word = folded[place.start : place.end]
            linked = node or "node" in values or (
                word.startswith(("mediastin", "hil", "retro", "lombo", "axillaire"))
                and any(_is_strong(t) for t in clause.lesions)
            )
            if linked:
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value == "node":
            others = values & (SITES - {"lymph_node", "skin"})
            if not regional and (others or "node_place" in values):
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value not in SITES:
            continue
        if lesions == {"node"} and not _near_node(clause, place):
            continue
        if node and value in ("liver", "lung", "bone", "digestive", "spleen", "kidney", "pancreas") and _near_node(clause, place):
            if not regional:
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value in _RARE and not _beside(folded, clause, place):
            continue
        kept.append(place)
    return kept


def _box(folded: str, clause: Clause, place: Place) -> bool | None:
    """Whether the box of an organ is ticked, None without a box; boxes stand before or after the labels."""
    begin, end = clause.sentence.start, clause.sentence.end
    boxes = list(_BOX.finditer(folded, begin, end))
    if not boxes:
        return None
    label = folded.rfind(":", begin, boxes[0].start())
    behind = bool(re.search(r"[a-z]", folded[max(begin, label + 1) : boxes[0].start()])) and label >= 0
    if behind:
        mine = next((m for m in boxes if 0 <= m.start() - place.end <= 3), None)
    else:
        mine = next((m for m in boxes if 0 <= place.start - m.end() <= 3), None)
    return None if mine is None else mine["on"] is not None


def _near_node(clause: Clause, place: Place) -> bool:
    """Whether the organ word tells where a node is ("adénopathie iliaque")."""
    lesion = min(clause.lesions, key=lambda t: abs(t.end - place.start))
    return lesion.value == "node" and 0 <= place.start - lesion.end <= 12


def _beside(folded: str, clause: Clause, place: Place) -> bool:
    if not clause.lesions or all(p.value in _RARE for p in clause.places) and place is clause.places[0]:
        return True
    gaps = [max(t.start - place.end, place.start - t.end) for t in clause.lesions]
    if min(gaps) <= 25:
        return True
    index = clause.places.index(place)
    before = clause.places[index - 1] if index else None
    return before is not None and place.start - before.end <= 14


def _is_strong(target: Target) -> bool:
    return target.value in STRONG or (target.value or "").startswith("implied_")


def _inherited(
    letter: Letter,
    clause: Clause,
    clauses: list[Clause],
    carried: list[Place],
    topic: Topic,
    fallback: list[Place],
) -> list[Place]:
    """The organs of a clause that names none."""
    folded = letter.folded
    values = {t.value or "" for t in clause.lesions}
    implied = [v.removeprefix("implied_") for v in values if v.startswith("implied_")]
    if implied:
        target = next(t for t in clause.lesions if (t.value or "").startswith("implied_"))
        return [Place(implied[0], target.start, target.end)]
    if any(p.value in ("regional", "region") for p in clause.places) or values <= {"disease", "m1"}:
        return []
    if values <= {"involvement", "vague", "micro"} and clause.assertion is Assertion.ABSENT:
        return []
    exams = [p for p in clause.places if p.value.endswith(("_exam", "_biopsy"))]
    if exams:
        return [_plain(p) for p in exams]
    if "node" in values and values <= {"node", "vague", "finding"}:
        return [Place("lymph_node", clause.start, clause.start)] if any(
            p.value == "lymph_node" or p.value == "node_place" for p in topic.places
        ) else []
    general = re.search(r"\ba\s+distance\b", letter.folded[clause.start : clause.end])
    if general:
        return []
    exams = [p for c in clauses if c.start < clause.start for p in c.places if p.value.endswith(("_exam", "_biopsy"))]
    if carried and clause.assertion is not Assertion.ABSENT:
        return carried
    if carried and exams == [] and all(not c.lesions for c in clauses if c.start < clause.start):
        return carried
    if exams:
        return [_plain(exams[-1])]
    if topic.places and (topic.heading or topic.exam or clause.assertion is not Assertion.ABSENT):
        found = []
        for place in topic.places:
            if place.value == "node_place":
                continue
            found.append(Place("brain" if place.value == "brain_lobe" else place.value, place.start, place.end, place.levels))
        return [p for p in found if p.value in SITES]
    if _OF_CARCINOMA.search(folded, clause.anchor, clause.end) and not any(p.value == "regional" for p in clause.places):
        samples = {
            (t.value or "").removesuffix("_biopsy"): t for t in letter.of("MET_SITE") if (t.value or "").endswith("_biopsy")
        }
        if len(samples) == 1:
            site, target = next(iter(samples.items()))
            return [Place(site, target.start, target.end)]
    if values <= {"lytic"}:
        return [Place(_LYTIC_SITE, clause.lesions[0].start, clause.lesions[0].end)]
    return fallback


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
    assertion, known, strong = _judge(letter, clause)
    if topic.listing and known:
        assertion, known, strong = clause.assertion, False, True
    for place in places:
        answer = None if inherited else _ANSWER.match(letter.folded, place.end, clause.sentence.end)
        stated, only_known = assertion, known
        if known and _box(letter.folded, clause, place):
            stated, only_known = Assertion.PRESENT, False
        if answer and strong:
            negative = answer["v"] in ("non", "neant", "0", "-")
            stated = Assertion.ABSENT if negative else assertion
        if stated is Assertion.NOTHING and not only_known:
            continue
        mention = _mention(letter, clause, place, places, inherited)
        mention.assertion, mention.known = stated, only_known
        mention.strong = strong or known is not only_known
        yield mention


def _judge(letter: Letter, clause: Clause) -> tuple[Assertion, bool, bool]:
    """What the clause asserts, whether it only counts for a known metastasis, whether its words are strong."""
    values = {t.value or "" for t in clause.lesions}
    folded = letter.folded
    strong = any(_is_strong(t) for t in clause.lesions)
    qualifiers = [
        t for t in letter.inside(clause.sentence, "MET_QUALIFIER") if clause.start <= t.start < clause.end
    ]
    secondary = any(
        t.value == "secondary" and not re.match(r"\s+(?:a|au|aux)\s", folded[t.end : t.end + 5]) for t in qualifiers
    )
    suspect = [t for t in qualifiers if t.value == "suspect" and not _says_non(folded, t)]
    benign = [
        t for t in letter.inside(clause.sentence, "MET_BENIGN") if clause.start <= t.start < clause.end and not t.negated
    ]
    weak = values - {"recur", "micro"} != set()
    if strong or (secondary and weak and not values <= {"recur", "micro"}):
        if clause.assertion is Assertion.PRESENT and (
            suspect_bears(folded, clause, suspect) or (benign and _alternative(folded, clause))
        ):
            return Assertion.SUSPECTED, False, True
        return clause.assertion, False, True
    if "recur" in values and clause.assertion is not Assertion.ABSENT and _relapse_in(folded, clause):
        return clause.assertion, False, clause.assertion is not Assertion.NOTHING
    if values <= {"lesion", "involvement"} and clause.assertion is not Assertion.ABSENT:
        if _CARCINOMA_IN.search(folded, clause.anchor, clause.end):
            return clause.assertion, False, True
    if values <= {"recur"}:
        if clause.assertion is Assertion.ABSENT:
            return Assertion.NOTHING, False, False
        return clause.assertion, False, clause.assertion is not Assertion.NOTHING
    if clause.assertion is Assertion.ABSENT:
        return _absent(clause, values, bool(suspect), bool(benign)), False, False
    if clause.assertion is Assertion.NOTHING:
        return Assertion.NOTHING, False, False
    if benign and not suspect:
        return Assertion.NOTHING, False, False
    if suspect or _suspicion(folded, clause):
        return Assertion.SUSPECTED, False, False
    seen = values & {"lesion", "lytic", "node", "involvement"}
    return Assertion.NOTHING, bool(seen), False


def _relapse_in(folded: str, clause: Clause) -> bool:
    """Whether a relapse or progression is said to be in an organ ("rechute hépatique")."""
    for target in clause.lesions:
        if target.value != "recur":
            continue
        for place in clause.places:
            if place.value in ("regional", "region", "skin", "none", "brain_lobe"):
                continue
            gap = folded[target.end : max(target.end, place.start)]
            if place.start >= target.end and (len(gap) <= 30 or (len(gap) <= 110 and _GROWTH.search(gap))):
                return True
    return False


def suspect_bears(folded: str, clause: Clause, suspect: list[Target]) -> bool:
    """Whether a word of suspicion bears on the metastasis rather than on something else."""
    return any(
        min(abs(t.start - lesion.end) for lesion in clause.lesions) <= 60 and t.start > clause.lesions[0].start
        for t in suspect
    )


def _says_non(folded: str, target: Target) -> bool:
    return bool(re.search(r"\b(?:non|peu|pas)\s+$", folded[max(0, target.start - 6) : target.start]))


def _alternative(folded: str, clause: Clause) -> bool:
    return bool(re.search(r"\bou\b|\?|\bversus\b|\bvs\b", folded[clause.anchor : clause.end]))


def _suspicion(folded: str, clause: Clause) -> bool:
    before = folded[clause.start : clause.lesions[-1].start]
    return clause.assertion is Assertion.SUSPECTED and bool(
        re.search(r"\b(?:suspicion|suspect\w*|doute|craindre|crainte)\b", before)
    )


def _absent(clause: Clause, values: set[str], suspect: bool, benign: bool) -> Assertion:
    if clause.other:
        return Assertion.NOTHING
    if values & {"lesion", "lytic", "node", "involvement"}:
        return Assertion.ABSENT
    if values & {"finding"} and (suspect or any(p.value in ("bone", "spine", "brain", "liver", "lung", "meninges") for p in clause.places)):
        return Assertion.ABSENT
    return Assertion.ABSENT if suspect and values & {"finding", "vague"} else Assertion.NOTHING


def _excepted(clause: Clause, places: list[Place]) -> Iterator[Mention]:
    """The organs that a denial leaves out ("aucune métastase hormis osseuse")."""
    for place in places:
        yield Mention(place.value, Assertion.PRESENT, False, place.start, place.end, clause.sentence, strong=True)


def _bare(letter: Letter, clause: Clause, places: list[Place], topic: Topic) -> Iterator[Mention]:
    """Organs without a lesion word: in a list of sites, said free of disease, or with a size."""
    folded = letter.folded
    begin = clause.sentence.start
    benign = any(clause.start <= t.start < clause.end for t in letter.inside(clause.sentence, "MET_BENIGN"))
    for place in places:
        after = folded[place.end : clause.end]
        free = re.match(
            r"(?:\s+\w+){0,3}?\s*(?:,|:|est|sont|reste|restent|parait|-)?\s*(?:par\s+ailleurs\s+|toujours\s+)?(?:indemnes?|libres?\s+de|exempte?s?)\b", after
        )
        if free and place.value not in _RARE and not re.search(r"\bnon\s+$", after[: free.end()]):
            yield Mention(place.value, Assertion.ABSENT, False, place.start, place.end + free.end(), clause.sentence)
            continue
        if benign:
            continue
        answer = _ANSWER.match(folded, place.end, clause.sentence.end)
        ticked = bool(_box(folded, clause, place) and _LISTING.search(folded, begin, place.start))
        if topic.listing or ticked:
            negative = (answer and answer["v"] in ("non", "neant", "0", "-")) or re.search(
                r"\b(?:pas|sans|absence|aucune?|ni|non)\b", folded[begin : place.start]
            )
            mention = _mention(letter, clause, place, places, False)
            mention.assertion = Assertion.ABSENT if negative else Assertion.PRESENT
            mention.strong = True
            if not re.search(r"\b(?:normal\w*|ras|rien)\b", after):
                yield mention
            continue
        mention = _mention(letter, clause, place, places, False)
        if mention.sizes:
            mention.levels = ()
            mention.known = mention.implicit = True
            yield mention


def _mention(letter: Letter, clause: Clause, place: Place, places: list[Place], inherited: bool) -> Mention:
    """The mention of one organ, with the counts, sizes and levels of its part of the clause."""
    folded = letter.folded
    site = place.value
    low, high = _evidence(letter, clause, place, inherited)
    mention = Mention(site, clause.assertion, False, low, high, clause.sentence, levels=place.levels, other=clause.other)
    mention.ranged = len(place.levels) > 1
    sizes = _lesion_sizes(letter, clause)
    mine = [s for s in sizes if _owner(s, places, inherited) == site]
    mention.sizes = [s.mm for s in mine if not s.earlier]
    mention.volumes = [
        v.ml for v in find_volumes(folded, clause.anchor, clause.end) if _nearest(v.start, places, inherited) == site
    ]
    mention.count = _count(letter, clause, place, places, mine)
    return mention


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
    strong = [t for t in clause.lesions if _is_strong(t) or t.value == "recur"]
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
    if not inherited or (place.end <= lesion.start and lesion.start - place.end < 60 and place.start >= begin - 40):
        spans.append((place.start, place.end))
    return min(s for s, _ in spans), max(e for _, e in spans)


def _lesion_sizes(letter: Letter, clause: Clause) -> list[Size]:
    folded = letter.folded
    return [
        size
        for size in find_sizes(folded, clause.start, clause.end)
        if size.kind == "size"
        and size.start >= clause.anchor - 12
        and not _NOT_LESION_SIZE.search(folded, max(clause.start, size.start - 50), size.start)
        and not _DISTANCE.search(folded, max(clause.start, size.start - 70), size.start)
    ]


def _owner(size: Size, places: list[Place], inherited: bool) -> str:
    return _nearest(size.start, places, inherited)


def _nearest(at: int, places: list[Place], inherited: bool) -> str:
    """The organ a figure belongs to: the last one named before it, else the first one after it."""
    if inherited:
        return places[0].value
    before = [p for p in places if p.start < at]
    return (before[-1] if before else places[0]).value


def _count(letter: Letter, clause: Clause, place: Place, places: list[Place], sizes: list[Size]) -> int | None:
    folded = letter.folded
    if place.levels:
        return None
    stated = _NUMBER_OF.search(folded, clause.anchor, clause.end)
    if stated and len({p.value for p in places}) == 1:
        return int(stated["n"]) if stated["n"].isdigit() else _NUMBERS[stated["n"]]
    after = _COUNT_AFTER.match(folded, place.end, clause.end)
    if after:
        return int(after["n"]) if after["n"].isdigit() else _NUMBERS[after["n"]]
    several = len({p.value for p in places}) > 1
    text = folded[clause.start : clause.end]
    counts = find_counts(folded, clause.start, clause.end)
    nouns = [*(t.start for t in clause.lesions if t.value not in ("disease", "m1", "recur")),]
    if place.value in ("ovary", "adrenal") or any(t.value in ("strong", "disease") for t in clause.lesions):
        nouns.append(place.start)
    for count in counts:
        for noun in nouns:
            if noun == place.start and place.value not in ("ovary", "adrenal") and not folded[count.start].isdigit():
                continue
            if _BETWEEN_COUNT.fullmatch(folded, count.end, noun) and not (several and noun != place.start):
                if _NEW.search(folded, count.end, noun + 30):
                    return None
                if count.article and _MULTIPLE.search(text):
                    return None
                return count.number
    if several:
        return None
    if _SINGLE.search(text):
        return 1
    if _MULTIPLE.search(text) or not clause.lesions:
        return None
    current = [s for s in sizes if not s.earlier]
    plural = clause.lesions[0].text.endswith(("s", "S"))
    if plural and len(current) >= 2 and not re.search(r"\bplus\s+(?:gr|vol|imp)|\bdont\b|\bentre\b", text):
        return len(current)
    return None


def _proven(letter: Letter, sentence: Sentence, clauses: list[Clause]) -> Iterator[Mention]:
    """A sample of an organ in which a carcinoma was found."""
    folded = letter.folded
    for clause in clauses:
        for place in clause.places:
            site = _plain(place).value
            if site not in SITES or site in ("digestive", "kidney", "pancreas", "other"):
                continue
            begin = max(sentence.start, place.start - 40)
            is_sample = place.value.endswith("_biopsy") or _BIOPSY.search(folded, begin, place.start)
            if not is_sample or _BREAST.search(folded, begin, place.end):
                continue
            match = _CARCINOMA.search(folded, place.end, sentence.end)
            if match is None or _NO_CARCINOMA.search(folded, place.end, match.start()):
                continue
            if _BREAST.search(folded, place.end, match.start()) or "hepatocell" in folded[match.start() : match.end() + 20]:
                continue
            yield Mention(site, Assertion.PRESENT, False, place.start, match.end(), sentence, strong=True)


def _continue(letter: Letter, sentence: Sentence, previous: list[Mention]) -> None:
    """Sizes of a sentence about the lesions of the one before ("La plus grande mesure 31 mm")."""
    if not previous or not _SUPERLATIVE.match(letter.folded, sentence.start, sentence.end):
        return
    last = previous[-1]
    if sentence.index - last.sentence.index > 2:
        return
    last.sizes += [
        s.mm for s in find_sizes(letter.folded, sentence.start, sentence.end) if s.kind == "size" and not s.earlier
    ]
