"""The drugs of a document: which names are meant, which are given together, which class announces them."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_node import (
    STRONG,
    SUPPRESSION,
    Node,
    class_of,
    is_suppression_name,
)

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
_JOINED = expression(
    rf"\s*(?:{_FILLER}\s*)*(?P<j>\+|/|-|–|&|\bet\b|\bplus\b|\bavec\b|,?\s*\bassocie?e?s?\s+(?:a|au|aux)\b|\ben association\s+(?:a|avec|au|aux)\b|,|\()\s*"
    rf"(?:(?:de\s+l'|de\s+la|du|de|d'|le|la|les|l'|une?|son|sa|par|a|au|aux|un agoniste de la lhrh|agoniste de la lhrh|analogue de la lhrh)\s*)*(?:\(|:)?\s*"
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
_SPELLED_OUT = expression(r"\s*[(:=]?\s*(?:5[\s-]?-?fu\b)?\s*[-+/,]?\s*(?:et\s+)?")
_SUPPORT_BEFORE = expression(
    r"(?:\d\s*(?:x\s*)?|\bc\d{1,2}\s*(?:j\d+\s*)?(?:d'|de\s+)?|cures?\s+(?:de\s+|d')?|cycles?\s+(?:de\s+|d')?|\b(?:type|protocole|schema|par|recu|puis|sous|regime|selon|chimio\w*|adj\w*|neo\w*|docetaxel|taxol|->|→|\+|:|chimio\w*[^.;()]{0,14}\()\s*(?:de\s+|d'|l'|un\s+|une\s+)?)$"
)
_SUPPORT_AFTER = expression(
    r"\s*(?:x\s?\d|\d{2,3}\b(?!\s*%)|\(\d|puis\b|->|→|-\s?(?:t\b|taxol|doc|paclit)|\d+\s*(?:cures|cycles|ans|mois)|\+\s*(?:taxol|doc|paclit|herceptin|trastu|pembro|keytruda|perjeta|pertu)|neo-?adj|adj|dose dense|\d+\s*/|en (?:neo)?adj|hebdo|suivi|/|en cours|depuis|debut|arret|termine|c\d|j\d|le \d|(?:19|20)\d\d|\d{1,2}/\d\d)"
)
_HORMONES_BEFORE = expression(r"\b(?:ht|hormono\w*)\s*(?:adj\w*\s*)?(?:par\s+|:\s*)?$")
_CLASS_BEFORE = expression(r"\bchimio[^;()]*\($")
_CLASS_SUPPORT = expression(
    r"\s*(?:x\s?\d|adj|neo-?\s?adj|\d+\s*(?:ans?|mois|a\b|cures|cycles)|\+|->|→|puis|depuis|en cours|par\b|:|,|/|\)|\()"
)


def drug_nodes(letter: Letter) -> list[Node]:
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
    opened = before.endswith("(") and _CLASS_BEFORE.search(
        letter.folded[max(sentence.start, target.start - 70) : target.start]
    )
    if _HORMONES_BEFORE.search(before):
        return True
    return bool(opened or _SUPPORT_BEFORE.search(before) or _SUPPORT_AFTER.match(after)) and (
        upper or bool(re.search(r"\d\s*(?:x\s*)?$", before) or re.match(r"\s*(?:x\s?\d|\d)", after))
    )


def _announces(letter: Letter, named: Target, drug: Target, values: tuple[str, ...]) -> bool:
    """Whether a class ("chimiothérapie néoadjuvante : ") only announces the drug behind it."""
    if named.sentence is not drug.sentence and named.sentence.index != drug.sentence.index:
        return False
    gap = letter.folded[named.end : drug.start]
    if is_suppression_name(named.text) and not SUPPRESSION.issuperset(values):
        return False
    classes = {class_of(value) for value in values}
    if named.value not in classes and not (
        named.value == "chemotherapy" and classes & {"immunotherapy", "targeted"} and "(" in gap
    ):
        return False
    return (
        len(gap) <= 90
        and not STRONG.search(gap)
        and not re.search(r";\s|\.\s(?!\()|, (?:une?|l'|d)\b|terminee?|arretee?", gap)
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
        return (
            gap == " "
            and "\n" not in letter.evidence(node.end, target.start).text
            and _complement(node.values, values)
        )
    joint = match["j"]
    if joint == "(":
        return set(values) <= set(node.values)
    return _together(node.values, values, joint)


def _complement(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether drugs written side by side ("Aromasine Afinitor") are of classes that go together."""
    return {class_of(v) for v in one}.isdisjoint(class_of(v) for v in other) and _together(
        one, other, "+"
    )


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
