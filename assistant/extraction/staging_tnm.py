"""TNM as written, and the stage of the disease (UICC/AJCC)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.belonging import follows_relative, of_other_cancer
from assistant.extraction.checkboxes import ticked_text
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.readings import Reading

_SUFFIX = r"(?:sn\b|\s?\((?:\d|m|mi|sn|i\s?[-+]|mol\s?[-+]|is|dcis|i\+\)?\s?\(sn|f|\+)\))*"
_ANCHOR = expression(
    r"T\s?(?:[0-4](?!\d)|[xXi]|O(?![A-MO-Za-z]))|N\s?(?:[0-3](?!\d)|[xX+]|O(?![A-LN-Za-z]))|M\s?(?:[01](?!\d)|[xX]|O(?!\w))"
    r"|[pcy][tn]\s?(?:[0-4](?!\d)|x)|\bt[0-4]\s?n[0-3]"
)
"""A letter and a value that may be a T, an N or an M: what every classification has."""
_T = expression(
    rf"(?<![\w.,'])(?P<prefix>(?:y|r|a)?[pcu]|y)?\s?T\s?(?P<v>(?:[14](?:\s?mic?|[a-d](?![a-z])|\s[a-d](?!\s?[a-zA-Z]))?|[023O](?:[a-d](?![a-z]|\s?N))?|is|IS|Is|x|X)(?:/(?:is|Tis|IS))?){_SUFFIX}(?![a-z]{{2}}|\d|[,.]\d)"
)
_N = expression(
    rf"(?:(?<![A-Za-z\d])(?P<prefix>(?:y|r)?[pcu]|y)\s?|(?<=[\dxX)])(?P<tight>y?[pcu]))?N\s?(?P<v>(?:[0-3O](?:\s?mic?|[ab](?![a-z])|c(?![a-z]|M)|(?<=3)c(?=M)|\s[a-c](?![\s]?[a-zA-Z]))?|x|X|\+)){_SUFFIX}(?![a-z]{{2}}|\d|[,.]\d|\s?\+\s?/)"
)
_M = expression(
    r"(?P<prefix>[pc])?\s?M\s?(?P<v>[01O]|x|X)(?:\((?:i\+|[a-z]{2,4})\))?(?![\w]|[,.]\d|/|\s?\d)"
)
_CLINICAL_T = expression(
    r"\b(?:stade|clinique\w*|classe\w*|tnm|categorie|staging)\b[^.;\n]{0,35}$"
    r"|\b(?:tumeur|cancer|carcinome|seins?)\s+(?:du sein\s+)?(?:(?:droit|gauche|d|g)\s*)?[,:(]?\s*$"
)
_N_NEXT = expression(r"\s?[,/]?\s?(?:[pcu]|y[pc])?N\s?[0-3xXO]")
_CLINICAL = expression(r"\s*clinique")
_CLASSIFIED = expression(r"(?:stade|classe\w*|tnm|statut)\b[^.;\n]{0,20}$")
_FIELD = {key: expression(rf"(?<!\w){key}\s?[:=]\s*$") for key in "tnm"}
_ASK = expression(r"\s*\?")
_MRI = expression(
    r"\bax\b|\bdiffusion|dynamique|antenne|\bgado|\b3d\b|soustraction|(?:hyper|hypo|iso)signal|\bpondere\w*|\bsequences?\b|\bsagittal\w*|\baxial\w*|\bflair\b|\bstir\b|\birm\b|fat[- ]?sat|vertebr\w+|rachis|lesions? de|metasta\w+|tassement|corps"
)
_STAGE = expression(
    r"\bstades?\s*(?:(?:clinique|anatomique|pronostique|tnm|ajcc|uicc|figo|:|=|de la maladie|pathologique)\s*){0,5}(?P<v>iv|iii\s?[abc]|ii\s?[ab]|i\s?a|i|4|3\s?[abc]|2\s?[ab])\b(?!\s?(?:/|-)\s?(?:i|\d)|[.,]\d)"
)
_AJCC = expression(r"\b(?:ajcc|uicc)\s*(?:stade\s*)?:?\s*(?P<v>iv|iii\s?[abc]|ii\s?[ab]|i\s?a)\b")
_OTHER_STAGE = expression(
    r"dyspnee|nyha|insuffisance|\birc\b|\bmrc\b|\bbpco\b|lymphoedeme|escarre|retraction|baker|arter|aomi|leriche|cirrhose|fibrose|\bhta\b|gonarthrose|osteonecrose|parkinson|"
    r"asthme|glaucome|endometriose|prolapsus|maladie renale|mrc|goitre|sarcoidose|gold|alzheimer|ulcere|lymphome|melanome"
)
_OF_CANCER = expression(r"sein|cancer|carcinom|tumeur|ajcc|uicc|tnm|\bt[0-4]")
_STAGE_RULE = expression(
    r"(?:\bsi\b|en cas de|patientes? (?:de|en)|essai\w*|cancers du sein(?: de)?|selon le)\s*[^.;\n]{0,25}$"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_NEAR = 30


def read(letter: Letter, text: str) -> Iterator[Reading]:
    """The readings of t, n, m and stage; ``text`` is folded, without unticked options."""
    source = ticked_text(letter.text)
    done = -1
    for match in _ANCHOR.finditer(source):
        if match.start() < done:
            continue
        sentence = letter.sentence_at(match.start())
        done = sentence.end
        yield from _classification(letter, text, source[sentence.start : done], sentence.start)
    yield from _stages(letter, text)


def _classification(letter: Letter, text: str, raw: str, offset: int) -> Iterator[Reading]:
    shown = _shown(raw)
    found = sorted(
        [("t", m) for m in _T.finditer(shown) if not _blank(m)]
        + [("n", m) for m in _N.finditer(shown) if _starts_word(shown, m)]
        + [("m", m) for m in _M.finditer(shown) if _starts_word(shown, m)],
        key=lambda item: item[1].start(),
    )
    last_end = -1
    anchored = False
    for key, match in found:
        start = match.start() + (len(match.group()) - len(match.group().lstrip()))
        near = anchored and start - last_end <= _NEAR
        following = shown[match.end() : match.end() + 8]
        certain = match["prefix"] is not None or near
        if key == "t" and not certain:
            certain = (
                _N_NEXT.match(following)
                or _CLINICAL.match(shown, match.end())
                or (
                    match["v"] != "O"
                    and _CLINICAL_T.search(letter.folded, offset, offset + start)
                    and not _MRI.search(letter.folded, offset, offset + start)
                )
            )
        if key in ("n", "m") and match["prefix"] is None and not near:
            certain = key == "m" and _CLASSIFIED.search(text, offset, offset + start)
        if not certain:
            certain = _FIELD[key].search(text, offset, offset + start)
        if match["v"] == "+" and match["prefix"] is None:
            continue
        if (
            not certain
            or of_other_cancer(letter, offset + start)
            or follows_relative(letter, offset + start)
        ):
            continue
        if _ASK.match(shown, match.end()):
            continue
        # In "T1cN0" the letter belongs to the T.
        start = max(start, last_end)
        written = _as_written(shown[start : match.end()])
        anchored, last_end = True, match.end()
        yield Reading(key, written, offset + start, offset + match.end(), at=offset + start)


def _shown(raw: str) -> str:
    """The sentence with the letters of TNM in their usual case, same length: "PT2 n1" reads "pT2 N1"."""
    text = _PREFIXED.sub(lambda m: m["p"].lower() + m["s"] + m["l"].upper(), raw)
    text = _SUFFIXES.sub(_lower, text)
    text = _ONE.sub("1", text)
    text = _SUBDIVISION.sub(_lower, text)
    text = _SMALL_T.sub("T", text)
    text = _SMALL_N.sub(lambda m: m["l"] + m["s"] + m["p"] + "N", text)
    text = _N_BEHIND.sub(lambda m: m["l"] + m["s"] + m["p"].lower() + "N", text)
    return _M_BEHIND.sub(lambda m: m["l"] + m["s"] + m["p"].lower() + "M", text)


_PREFIXED = expression(
    r"(?<![A-Za-z\d])(?P<p>[YyRr]?[PpCcUu]|[Yy])(?P<s>\s?)(?P<l>[TtNn])(?=\s?(?:[0-4xXoO+]|is|IS))"
)
_SUFFIXES = expression(r"\((?:SN|MI|I\s?[-+])\)")
_ONE = expression(r"(?<=[pcyu]T)[lI](?=[a-dA-D]?(?:mi)?(?![A-Za-z]))")
_SUBDIVISION = expression(r"(?<=[TN][0-4])(?:[A-D](?![A-Za-z])|MI(?![A-Za-z]))")
_SMALL_T = expression(r"(?<![A-Za-z])t(?=[0-4][a-d]?\s?(?:[pc])?n[0-3x])")
_SMALL_N = expression(r"(?<=[0-4xX])(?P<l>[a-dA-D]?)(?P<s>\s?)(?P<p>[pc]?)n(?=[0-3x])")
_N_BEHIND = expression(r"(?<=[0-3xX])(?P<l>[a-cA-C]?)(?P<s>\s?)(?P<p>[pcPC]?)[Nn](?=[0-3xXoO])")
_M_BEHIND = expression(
    r"(?<=N[0-3xXoO])(?P<l>[a-cA-C]?)(?P<s>\s?)(?P<p>[pcPC]?)[Mm](?=[01xXoO](?!\w))"
)


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


_CLASSIFIED_BEFORE = expression(r"(?:[TN]\s?(?:[0-4xXO]|is)[a-d]?(?:mic?)?|\))$")


def _blank(match: re.Match[str]) -> bool:
    return not match.group().strip()


def _starts_word(text: str, match: re.Match[str]) -> bool:
    """N and M may follow the T at once ("pT2N1aM0"), but never a letter of a word nor a decimal."""
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    before = text[max(0, start - 2) : start]
    if not before or not (before[-1].isalnum() or before[-1] in ".,+'"):
        return True
    return bool(_CLASSIFIED_BEFORE.search(text[max(0, start - 7) : start]))


def _as_written(text: str) -> str:
    """Without spaces, a letter O read as zero, the usual case: "p T2 (m)" is pT2(m).

    >>> _as_written("NO (sn)")
    'N0(sn)'
    """
    compact = re.sub(r"\s", "", text)
    match = re.match(r"(?P<p>[a-z]*)(?P<k>[TNM])(?P<v>[^(]*)(?P<s>.*)$", compact, re.DOTALL)
    if match is None:
        return compact
    value = match["v"].replace("O", "0")
    if len(value) > 1 or value in ("X", "IS"):
        value = value.lower()
    return f"{match['p']}{match['k']}{value}{match['s']}"


def _stages(letter: Letter, text: str) -> Iterator[Reading]:
    for pattern in (_STAGE, _AJCC):
        for match in pattern.finditer(text):
            sentence = letter.sentence_at(match.start())
            before = text[max(sentence.start, match.start() - 60) : match.start()]
            after = text[match.end() : min(sentence.end, match.end() + 40)]
            if (
                _OTHER_STAGE.search(before)
                or _OTHER_STAGE.search(after[:25])
                or _STAGE_RULE.search(before)
            ):
                continue
            value = _stage(match["v"])
            if (
                value is None
                or of_other_cancer(letter, match.start())
                or follows_relative(letter, match.start())
            ):
                continue
            if len(value) == 1 and not _OF_CANCER.search(before + after + match.group()):
                continue
            if _ASK.match(after):
                continue
            yield Reading("stage", value, match.start(), match.end(), at=match.start("v"))


def _stage(text: str) -> str | None:
    compact = re.sub(r"\s", "", text)
    if compact[0].isdigit():
        compact = _ROMAN[compact[0]] + compact[1:]
    return compact.upper()
