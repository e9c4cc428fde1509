"""The treatments, operations, irradiations and landmarks of each sentence, each with its own words.

A French history strings them together ("tumorectomie 2014, 6 FEC, RT 50 Gy puis tamoxifène
5 ans"): what is said of one must not be read for its neighbour. Each node has a window,
cut at the last separator between two nodes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from assistant.extraction.letter import Letter, Sentence, Target
from patterns.loader import load_theme

CLASSES: dict[str, str] = {
    drug: name for name, drugs in load_theme("treatments").data["classes"].items() for drug in drugs
}
"""The class of each drug; what is not there is chemotherapy."""
_CLASS_NAMES = frozenset(["chemotherapy", "endocrine", "targeted", "immunotherapy", "radionuclide"])
METASTATIC_ONLY: frozenset[str] = frozenset(load_theme("treatments").data["metastatic_only"])
"""The drugs that are given for the metastatic disease of a patient who has one."""
SUPPRESSION: frozenset[str] = frozenset(["goserelin", "leuproreline", "triptoreline"])
"""The analogues of LHRH."""
_REGIMENS = frozenset(["fec", "ec", "ac", "tc", "tac", "cmf", "fac", "folfox"])

_ALTERNATIVES = (
    frozenset(
        ["letrozole", "anastrozole", "exemestane", "tamoxifene", "fulvestrant", "elacestrant"]
    ),
    frozenset(
        [
            "palbociclib",
            "ribociclib",
            "abemaciclib",
            "everolimus",
            "alpelisib",
            "capivasertib",
            "inavolisib",
        ]
    ),
    SUPPRESSION,
    frozenset(["paclitaxel", "docetaxel", "nab-paclitaxel", "eribuline"]),
)
"""Drugs that replace each other: named together they follow each other."""

_FILLER = (
    r"(?:\(?\d+(?:[.,]\d+)?\s*(?:mg|µg|g|mui|auc|mbq|gbq)?(?:\s*/\s*(?:m2|kg|j|jour|sem|mois|\d+\s*j))?\)?|lp|sc|iv|per os|po|oral\w*|hebdo\w*|mensuel\w*|"
    r"trimestriel\w*|/\s?(?:j|sem|jour|mois|\d+\s?(?:j|sem\w*|mois))|auc\s?\d|j\d+(?:\s?[-,/]\s?j\d+)*|\([a-z0-9 /.-]{2,24}\)|toutes les \w+ semaines|dose dense|"
    r"quotidien\w*|par jour|biosimilaire|x\s?\d{1,2}/j)"
)
_JOINED = re.compile(
    rf"\s*(?:{_FILLER}\s*)*(?P<j>\+|/|-|–|&|\bet\b|\bplus\b|\bavec\b|,?\s*\bassocie?e?s?\s+(?:a|au|aux)\b|\ben association\s+(?:a|avec|au|aux)\b|,|\()\s*"
    rf"(?:(?:de\s+l'|de\s+la|du|de|d'|le|la|les|l'|une?|son|sa|par|a|au|aux|un agoniste de la lhrh|agoniste de la lhrh|analogue de la lhrh)\s*)*(?:\(|:)?\s*"
)
_STRONG = re.compile(
    r"\bpuis\b|;|(?:\bque\s+)?\bsi\b|\bs\'il|\ben cas d|->|→|=>|⇒|\bsuivie?s?\b|\brelais\b|\brelaye|\bensuite\b|\bmais\b|\bsecondairement\b|\t|\bswitch\b|\balors que\b|\bavant\b(?= (?:relais|passage))|\bremplace"
)
_WEAK = re.compile(r",(?!\d)|\bet\b|(?<!\d)\+|\(|\)|:(?!\d)|\bavec\b|(?<=\s)-(?=\s)|/(?=\s?[a-z])")
_MONTH = r"(?:janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_RANGE = re.compile(
    rf"(?:(?:\d|{_MONTH})\s*(?P<a>-+>|=>|→|⇒)\s*(?:(?:debut|mi)[\s-]*)?|(?P<b>-+>|=>|→|⇒)\s*(?:stop|fin|arret)\w*\s+(?:en\s+|le\s+)?)"
    rf"(?:\d{{1,2}}[/.]|(?:19|20)\d\d\b|\d{{1,2}}\s+{_MONTH}|{_MONTH})"
)
"""An arrow from a date to a date, or to the end: it joins the two ends of one treatment."""
_DATE_LEAD = re.compile(
    rf"\b(?:(?:depuis|dp|dep|dps|des|en|le|a partir d[eu]|puis)\s+)?(?:(?:\d{{1,2}}[/.])?\d{{1,2}}[/.]\d{{2,4}}|(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)\s*$"
)
"""A date before a colon: it opens what follows ("dp 07/24 : exémestane")."""
_UNTIL_EVENT = re.compile(
    r"(?:lors de|\ba|jusqu'a|au moment de|avant|devant|pour|des|au decours de)\s+(?:la|sa|cette|l'|une)?\s*$"
)
_EXPANSIONS: dict[str, frozenset[str]] = {
    "tc": frozenset(["docetaxel", "cyclophosphamide"]),
    "ec": frozenset(["epirubicine", "cyclophosphamide"]),
    "ac": frozenset(["doxorubicine", "cyclophosphamide"]),
    "fec": frozenset(["epirubicine", "cyclophosphamide"]),
    "fac": frozenset(["doxorubicine", "cyclophosphamide"]),
    "tac": frozenset(["docetaxel", "doxorubicine", "cyclophosphamide"]),
    "cmf": frozenset(["cyclophosphamide"]),
}
"""The drugs of a regimen, which a parenthesis may spell out."""
_OPERATION_NEAR = re.compile(
    r"\.?\s*(?:d\b|g\b|dte?\b|gche?\b|droite?|gauche|sein|\+|/|\(|,|;|puis|et\b|en (?:19|20)|le \d|\d|-|->|→|$)"
)
_PLAN = (
    r"(?:rcp|rcps|staff|reunion de concertation|avis|reponse|propositions?|decisions?|projet|programme|plan|cat|conduite a tenir|strategie|"
    r"recommandations?|preconisations?|suite|la suite|prise en charge)"
)
_PLAN_LEAD = re.compile(rf"\W*(?:\d{{1,2}}\s?[.)]\s*)?(?:la |le |notre |au total,? )?{_PLAN}\b[^.:;\n]{{0,60}}:")
_PLAN_HEADING = re.compile(
    r"(?:^|[.;!]\s)\W*(?:[ivx\d]{1,3}\s?[.)/-]\s*)?(?:projet|programme|plan|strategie|propositions?|decisions?|prise en charge|conduite a tenir|traitement propose|"
    r"nous proposons|je propose|il est propose|la rcp propose)\b[^.:;\n]{0,60}:?\s*$"
)
_ITEM = re.compile(r"\s*(?:[-*•·>►➔→]|\(?\d{1,2}\s?[.)/°-]|[a-z][.)])")
_SUPPRESSION_NAME = re.compile(r"(?:analogue|agoniste)s? |a-?(?:lh|gn)")
_SPELLED_OUT = re.compile(r"\s*[(:=]?\s*(?:5[\s-]?-?fu\b)?\s*[-+/,]?\s*(?:et\s+)?")
_SUPPORT_BEFORE = re.compile(
    r"(?:\d\s*(?:x\s*)?|\bc\d{1,2}\s*(?:j\d+\s*)?(?:d'|de\s+)?|cures?\s+(?:de\s+|d')?|cycles?\s+(?:de\s+|d')?|\b(?:type|protocole|schema|par|recu|puis|sous|regime|selon|chimio\w*|adj\w*|neo\w*|docetaxel|taxol|->|→|\+|:|chimio\w*[^.;()]{0,14}\()\s*(?:de\s+|d'|l'|un\s+|une\s+)?)$"
)
_SUPPORT_AFTER = re.compile(
    r"\s*(?:x\s?\d|\d{2,3}\b(?!\s*%)|\(\d|puis\b|->|→|-\s?(?:t\b|taxol|doc|paclit)|\d+\s*(?:cures|cycles|ans|mois)|\+\s*(?:taxol|doc|paclit|herceptin|trastu|pembro|keytruda|perjeta|pertu)|neo-?adj|adj|dose dense|\d+\s*/|en (?:neo)?adj|hebdo|suivi|/|en cours|depuis|debut|arret|termine|c\d|j\d|le \d|(?:19|20)\d\d|\d{1,2}/\d\d)"
)
_CLASS_SUPPORT = re.compile(
    r"\s*(?:x\s?\d|adj|neo-?\s?adj|\d+\s*(?:ans?|mois|a\b|cures|cycles)|\+|->|→|puis|depuis|en cours|par\b|:|,|/|\)|\()"
)


_OTHER_CANCER = re.compile(
    r"\b(?:hodgkin|lymphome|leucemie|myelome|melanome|sarcome|polyarthrite|(?:cancer|carcinome|adenocarcinome|tumeur|neoplasie|adk|k|neo)\s+(?:\w+\s+)?(?:du |de la |de l'|de |des |d')?"
    r"(?:col\b|colon|coli\w+|rect\w+|sigmoid\w+|prostat\w+|thyroid\w+|poumon|bronch\w+|ovair\w+|endometr\w+|uter\w+|vessie|rein\b|larynx|langue|orl|estomac|gastri\w+|pancrea\w+|cutane|baso\w+|anal|anus|testicul\w+))"
)
_KIN = re.compile(
    r"\b(?:(?:grand-?\s?|belle-?\s?|demi-?\s?)?(?:mere|pere|soeurs?|freres?)|tantes?|oncles?|cousine?s?|nieces?|neveux?|"
    r"antecedents familiaux|atcds? (?:familiaux|fam)|dans (?:la|sa) famille)\b"
)
_COMPANION = re.compile(
    r"(?:accompagnee? (?:de|par)|avec|en presence de|vit chez|aidee? par|entouree? de)\s+(?:sa|son|ses|une?|la|le)?\s*$"
)
_PATIENT = re.compile(
    r"\b(?:patiente?|elle(?:-meme)?|lui-meme|madame|mme|monsieur|antecedents? personnels?|j'ai|je)\b"
)
_OF_BREAST = re.compile(r"\bsein|mammaire|\bmastec|\bmammec|\btumorec")


def targets_between(letter: Letter, label: str, lo: int, hi: int) -> list[Target]:
    """The targets of a label that begin in ``[lo, hi)``."""
    targets = letter.of(label)
    first = bisect_left(targets, lo, key=lambda target: target.start)
    return targets[first : bisect_left(targets, hi, lo=first, key=lambda target: target.start)]


def of_other_cancer(letter: Letter, node: Node) -> bool:
    """Whether a treatment is told of another cancer named before it in its sentence."""
    before = letter.folded[max(node.sentence.start, node.head - 300) : node.head]
    matches = list(_OTHER_CANCER.finditer(before))
    return bool(matches) and not _OF_BREAST.search(before, matches[-1].end())


@dataclass
class Node:
    """One treatment, operation, irradiation or landmark: ``text[start:end]``, its words in ``[lo, hi)``."""

    kind: str
    start: int
    end: int
    sentence: Sentence
    values: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    head: int = 0
    lo: int = 0
    hi: int = 0
    denied: bool = False
    """Whether an enumeration carries a denial to this node."""
    carried: str | None = None
    """The status that the words before an enumeration give to this node too."""
    of_kin: bool = False
    """Whether a relative is named before it in its sentence, and the patient not since."""
    announced: bool = False
    """Whether the heading or the words before it announce what is to be done."""
    joined: bool = False
    """Whether the node before is given together with this one, with words between ("associé à")."""

    @property
    def family(self) -> bool:
        return self.of_kin or any(target.family for target in self.targets)


def class_of(value: str) -> str:
    """endocrine, chemotherapy, targeted, immunotherapy, radionuclide or bone_agent."""
    return value if value in _CLASS_NAMES else CLASSES.get(value, "chemotherapy")


def operations(letter: Letter) -> list[Target]:
    """The operations that a document names, without the words that only look like one ("marqueurs tumo")."""
    return [
        target
        for target in letter.of("BREAST_SURGERY")
        if letter.folded[target.start : target.end] not in ("tumo", "zono")
        or _OPERATION_NEAR.match(letter.folded[target.end : target.end + 16])
    ]


def is_plan(letter: Letter, sentence: Sentence) -> bool:
    """Whether a sentence tells what is to be done: by its section, its first words or the line above its list."""
    if sentence.section == "plan":
        return True
    folded = letter.folded
    lines = letter.canonical.lines
    line = lines[sentence.line]
    for start in (sentence.start, line.start):
        if match := _PLAN_LEAD.match(folded, start, line.end):
            return _is_recent(letter, match)
    for index in range(sentence.line, max(-1, sentence.line - 12), -1):
        line = lines[index]
        if _PLAN_HEADING.search(folded[line.start : line.end]):
            return True
        if line.after_blank or not _ITEM.match(folded, line.start, line.end):
            return False
    return False


def _is_recent(letter: Letter, match: re.Match[str]) -> bool:
    """Whether a meeting is of the weeks around the document: the plan of an old one has been carried out."""
    if letter.date is None:
        return True
    year, month = int(letter.date[:4]), int(letter.date[5:7])
    return all(
        len(mention.iso) >= 7
        and abs((year - int(mention.iso[:4])) * 12 + month - int(mention.iso[5:7])) <= 2
        for mention in letter.dates_in(match.start(), match.end())
    )


def is_suppression(letter: Letter, node: Node) -> bool:
    """Whether a node names the analogues of LHRH as such, no drug."""
    name = letter.folded[node.start : node.end]
    return node.kind == "class" and bool(_SUPPRESSION_NAME.match(name))


def nodes_of(letter: Letter) -> dict[int, list[Node]]:
    """The nodes of each sentence that has some, in order, with their windows."""
    by_sentence: dict[int, list[Node]] = defaultdict(list)
    for node in _drug_nodes(letter):
        by_sentence[node.sentence.index].append(node)
    for label, kind in (("BREAST_SURGERY", "surgery"), ("RADIOTHERAPY", "radiotherapy")):
        for target in operations(letter) if kind == "surgery" else letter.of(label):
            by_sentence[target.sentence.index].append(
                Node(
                    kind, target.start, target.end, target.sentence, (str(target.value),), (target,)
                )
            )
    for target in letter.of("COURSE"):
        if target.value in ("relapse", "local"):
            by_sentence[target.sentence.index].append(
                Node(
                    "landmark",
                    target.start,
                    target.end,
                    target.sentence,
                    (str(target.value),),
                    (target,),
                )
            )
    for nodes in by_sentence.values():
        nodes.sort(key=lambda node: (node.start, -node.end))
        _drop_contained(nodes)
        plan = is_plan(letter, nodes[0].sentence)
        for node in nodes:
            node.of_kin = _is_of_kin(letter, node)
            node.announced = plan
        _set_windows(letter, nodes)
    return dict(by_sentence)


def _is_of_kin(letter: Letter, node: Node) -> bool:
    before = letter.folded[max(node.sentence.start, node.start - 160) : node.start]
    kin = list(_KIN.finditer(before))
    if not kin or _COMPANION.search(before[: kin[-1].start()]):
        return False
    return not _PATIENT.search(before, kin[-1].end())


def _drop_contained(nodes: list[Node]) -> None:
    end = -1
    kept = []
    for node in nodes:
        if node.start >= end:
            kept.append(node)
            end = node.end
    nodes[:] = kept


def _drug_nodes(letter: Letter) -> list[Node]:
    """Groups of drugs, and classes named without a drug of theirs."""
    mentions = [
        t
        for t in letter.of("DRUG", "DRUG_SHORT", "TREATMENT_CLASS", "CLASS_SHORT")
        if _is_meant(letter, t)
    ]
    mentions = _without_overlap(mentions)
    nodes: list[Node] = []
    pending: Target | None = None
    for target in mentions:
        values = tuple(str(target.value).split("+"))
        is_class = target.label in ("TREATMENT_CLASS", "CLASS_SHORT")
        if is_class:
            if pending is not None:
                nodes.append(_class_node(pending))
            pending = target
            continue
        head = target.start
        if pending is not None:
            if _announces(letter, pending, target, values):
                head = pending.start
            else:
                nodes.append(_class_node(pending))
            pending = None
        last = nodes[-1] if nodes else None
        if (
            last
            and last.kind == "drug"
            and head == target.start
            and _belongs(letter, last, target, values)
        ):
            if not set(values) <= _EXPANSIONS.get(last.values[-1], frozenset()):
                last.values += tuple(v for v in values if v not in last.values)
            last.targets += (target,)
            last.end = target.end
            continue
        nodes.append(
            Node("drug", target.start, target.end, target.sentence, values, (target,), head=head)
        )
    if pending is not None:
        nodes.append(_class_node(pending))
    return nodes


def _class_node(target: Target) -> Node:
    return Node(
        "class",
        target.start,
        target.end,
        target.sentence,
        (str(target.value),),
        (target,),
        head=target.start,
    )


def _without_overlap(targets: list[Target]) -> list[Target]:
    kept: list[Target] = []
    for target in targets:
        if kept and target.start < kept[-1].end:
            if target.end - target.start > kept[-1].end - kept[-1].start:
                kept[-1] = target
            continue
        kept.append(target)
    return kept


def _is_meant(letter: Letter, target: Target) -> bool:
    """Whether an abbreviation stands for a treatment here: by its case and its neighbours."""
    if target.value == "endocrine" and re.match(
        r"\s*(?:substituti|de la menopause|de menopause|thyro|\(?ths)",
        letter.folded[target.end : target.end + 20],
    ):
        return False
    if target.label not in ("DRUG_SHORT", "CLASS_SHORT"):
        return not (
            target.value == "paclitaxel"
            and letter.folded[max(0, target.start - 4) : target.start].endswith("nab-")
        )
    sentence = target.sentence
    before = letter.folded[max(sentence.start, target.start - 26) : target.start]
    after = letter.folded[target.end : min(sentence.end, target.end + 24)]
    if letter.folded[target.start : target.end] == "ac" and re.match(
        r"\.?\s*(?:anti|hb|zoled)", after
    ):
        return False
    upper = target.text.isupper() or target.text == "CTx"
    if target.label == "CLASS_SHORT":
        supported = _CLASS_SUPPORT.match(after) or re.search(
            r"(?:\+|,|/|puis|sous|->|→|par|:|\()\s*$", before
        )
        return (
            upper
            and bool(supported)
            and not re.match(r"\s*(?:tap|thorac|abdo|scan|ap\b|cereb)", after)
        )
    return bool(_SUPPORT_BEFORE.search(before) or _SUPPORT_AFTER.match(after)) and (
        upper or bool(re.search(r"\d\s*(?:x\s*)?$", before) or re.match(r"\s*(?:x\s?\d|\d)", after))
    )


def _announces(letter: Letter, named: Target, drug: Target, values: tuple[str, ...]) -> bool:
    """Whether a class ("chimiothérapie néoadjuvante : ") only announces the drug behind it."""
    if named.sentence is not drug.sentence and named.sentence.index != drug.sentence.index:
        return False
    gap = letter.folded[named.end : drug.start]
    if _SUPPRESSION_NAME.match(named.text.lower()) and not SUPPRESSION.issuperset(values):
        return False
    classes = {class_of(value) for value in values}
    if named.value not in classes and not (
        named.value == "chemotherapy" and classes & {"immunotherapy", "targeted"} and "(" in gap
    ):
        return False
    return (
        len(gap) <= 90
        and not _STRONG.search(gap)
        and not re.search(r"[.;]\s|, (?:une?|l'|d)\b|terminee?|arretee?", gap)
    )


def _belongs(letter: Letter, node: Node, target: Target, values: tuple[str, ...]) -> bool:
    """Whether a drug is given together with the group before it."""
    if node.sentence.index != target.sentence.index:
        return False
    gap = letter.folded[node.end : target.start]
    if len(gap) > 90:
        return False
    if set(values) <= _EXPANSIONS.get(node.values[-1], frozenset()) and _SPELLED_OUT.fullmatch(gap):
        return True
    match = _JOINED.fullmatch(gap)
    if match is None:
        return False
    joint = match["j"]
    if joint == "(":
        return set(values) <= set(node.values)
    return _together(node.values, values, joint)


def _together(one: tuple[str, ...], other: tuple[str, ...], joint: str) -> bool:
    """Whether two sets of drugs are combined rather than given one after the other."""
    first, second = {class_of(v) for v in one}, {class_of(v) for v in other}
    if set(one) & set(other):
        return False
    # An anthracycline regimen and a taxane follow each other, as do chemotherapy and hormones.
    if set(one) & _REGIMENS or set(other) & _REGIMENS:
        return (
            not (second == {"chemotherapy"} and first == {"chemotherapy"})
            and joint == "+"
            and "endocrine" not in first | second
        )
    if ("chemotherapy" in first and "endocrine" in second) or (
        "endocrine" in first and "chemotherapy" in second
    ):
        return False
    if "bone_agent" in first ^ second:
        return joint in ("+", "/", "-")
    if any(len((set(one) | set(other)) & alternatives) > 1 for alternatives in _ALTERNATIVES):
        return joint == "+" and "fulvestrant" in {*one, *other}
    if joint == ",":
        return not (
            {"chemotherapy", "endocrine"} <= first | second or "bone_agent" in first | second
        )
    return True


def _set_windows(letter: Letter, nodes: list[Node]) -> None:
    """Cut the sentence between its nodes."""
    folded = letter.folded
    for node in nodes:
        node.head = node.head or node.start
        node.lo, node.hi = node.sentence.start, node.sentence.end
    for one, other in pairwise(nodes):
        gap = folded[one.end : other.head]
        cut = one.end + (_before_landmark(gap) if other.kind == "landmark" else _cut(gap))
        one.hi, other.lo = cut, cut
        if ";" in gap:
            one.hi = one.end + gap.index(";")
        other.joined = bool(re.search(r"\bassocie|en association|\bcombine", gap))

    last = nodes[-1]
    semicolon = folded.find(";", last.end, last.hi)
    last.hi = semicolon if semicolon >= 0 else last.hi


def _before_landmark(gap: str) -> int:
    """Where the words of an event begin: "interrompu en mai lors de la rechute" is all of the treatment."""
    return len(gap) if _UNTIL_EVENT.search(gap) else _cut(gap)


def _cut(gap: str) -> int:
    """Where the words of the next node begin."""
    ranges = {max(match.start("a"), match.start("b")) for match in _RANGE.finditer(gap)}
    for pattern in (_STRONG, _WEAK):
        matches = [match for match in pattern.finditer(gap) if match.start() not in ranges]
        if matches:
            match = matches[-1]
            if match.group() == ":" and (dated := _DATE_LEAD.search(gap, 0, match.start())):
                return dated.start()
            return match.start() if pattern is _STRONG else match.end()
    forward = re.search(
        r"\b(?:mise? sous|sous|par|poursuite|arret d|introduction|relais|debut d|reprise d|avant)\b",
        gap,
    )
    if forward:
        return forward.start()
    return len(gap)
