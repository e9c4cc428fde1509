"""Histological type and grade (Scarff-Bloom-Richardson, Elston-Ellis, Nottingham)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.belonging import is_rule, of_other_cancer, of_relative
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.readings import Reading
from assistant.extraction.specimen import PRIMARY, Specimens

_CATHETER = expression(
    r"(?:pose|posee?|ablation|retrait|mise en place|implant\w*|voie|depose|chambre|sur)\s+(?:d[eu']\s?|la\s+|une?\s+|le\s+)*$|\bcharlson\b[^.\n]{0,20}$"
)
_AFTER_CATHETER = expression(
    r"^\s*(?:posee?|propre|en place|retiree?|s(?:ous|ur)[- ]clav|jugul|fonctionnel)"
)
_ADJECTIVE_AFTER = expression(
    r"\b(?:sein|mammaire|cancer|carcinome|histologie|type|tumeur|metas?|metastase|infiltrant|infiltration|primitif|mastectomie|tumorectomie|mammectomie|curage|nature|origine|caractere|biopsie)\b[^.;\n]{0,40}$"
)
_NOT_TUMOUR = expression(
    r"(?:canalaire\s*(?:et|-|/)|hyperplasie|mastopathie|unite|architecture|inflammation|neoplasie|carcinome in situ[^.;]{0,30}|alveo\w*|acin\w*|centro\w*|metaplasie)\s*$"
)
_IN_SITU = expression(r"\s*(?:et\s+)?(?:in[\s-]situ|intra)")
_QUESTION = expression(r"[\s\"»)]*\?")
_RULED_OUT = expression(
    r"\s*(?:(?:est|a ete|etant|infiltrant)\s+)*(?:formellement\s+)?(?:exclue?|eliminee?|ecartee?)\b"
)
_NEGATED = expression(
    r"(?:\b(?:pas|absence|sans|ni|aucune?|exclu\w*|elimine\w*)\b(?:\s+(?:d[eu']\s?|un|une|vu|eu|contingent|composante|argument pour|signe|carcinome|lesion|ni)){0,4}\s*|\bplutot\s+qu\w*\s*(?:un\s+)?)$"
)
_CONTINGENT = expression(
    r"(?:contingent|composante|secteurs?|aspects?|foyers?\s+de\s+differenciation)\s+(?:\w+\s+){0,2}$"
)
_TYPED = expression(
    r"(?:carcinome|cancer|tumeur|type|sein|adenocarcinome)\b[^.;\n]{0,40}$|\bautres?\s*(?:\([^)\n]{0,20}\)\s*)?:\s*$"
)
_MIXED = expression(r"\bmixtes?\s*[,:(]\s*(?:(?:canalaire|nst|tns)\s+et\s+)?$")
"""The parts of a mixed carcinoma, told behind it: "carcinome mixte, lobulaire et canalaire"."""
_DIAGNOSED = expression(
    r"cancer\s+du\s+sein\s+connu|biops\w+|histolog\w+|anapath\w*|conclu\w*|retrouv\w*|confirm\w*"
)


_ORGAN = expression(
    r"\b(?:thyroid\w+|vessie|urothelial|ovarien\w*|appendic\w+|colique|rectal|bronchique|pancrea\w+)\b"
)


def read(letter: Letter, text: str) -> Iterator[Reading]:
    """The readings of histology and grade; ``text`` is folded, without unticked options."""
    for target in letter.of("HISTOLOGY"):
        value = _histology(letter, text, target)
        if value is None:
            continue
        yield Reading(
            "histology",
            value,
            target.start,
            target.end,
            attrs={"specimen": letter.once(Specimens).at(target.start) or PRIMARY},
            at=target.start,
        )
    yield from _grades(letter, text)


def _histology(letter: Letter, text: str, target: Target) -> str | None:
    if not text[target.start : target.end].strip():
        return None
    sentence = target.sentence
    before = text[max(sentence.start, target.start - 90) : target.start]
    after = text[target.end : min(sentence.end, target.end + 40)]
    if target.text in ("CCI", "CIC") and (_CATHETER.search(before) or _AFTER_CATHETER.match(after)):
        return None
    if (
        _QUESTION.match(after)
        or _RULED_OUT.match(after)
        or _NEGATED.search(before)
        or _CONTINGENT.search(before)
    ):
        return None
    if target.hypothetical or of_relative(letter, target) or is_rule(letter, target.start):
        return None
    if of_other_cancer(letter, target.start, target.end):
        return None
    if target.uncertain and not _DIAGNOSED.search(before):
        return None
    value = target.value or ""
    if _MIXED.search(before):
        return None
    if value == "lobular_word":
        if not _ADJECTIVE_AFTER.search(before) or _NOT_TUMOUR.search(before):
            return None
        value = "lobular"
    if value in ("nst", "lobular") and _IN_SITU.match(after):
        return "dcis" if value == "nst" else "lcis"
    if (
        value in ("metaplastic", "mucinous")
        and " " not in target.text
        and not _TYPED.search(before)
    ):
        return None
    if value in ("mucinous", "other_invasive", "micropapillary", "nst") and _other_organ(
        before, after
    ):
        return None
    return value


def _other_organ(before: str, after: str) -> bool:
    """Types that other organs have too, said of one of them."""
    return bool(_ORGAN.search(after[:35])) and "metasta" not in before


_GRADE_VALUE = expression(
    r"[\s:=.(|)\"-]*(?:(?:histologique|histo-?\s?pronostique|tumoral|global|est|sbr|s\.b\.r\.?|ee|elston|ellis|nottingham|scarff|bloom|richardson|et|&|de|d'|a|selon|modifie\w*|grade|gr\.?|score|du|sur|le|la|tumeur|reliquat|residu\w*|infiltrant\w*|carcinome|composante|[xX]|\[x\])[\s:=.,(|)\"\]-]*){0,10}"
    r"(?P<v>iii|ii|i|lll|ll|[1-3])(?![\w+/]|\s?[.,]\d|\s?\+|\s?(?:-|a|/)\s?(?:[1-3]|i{1,3})\b(?!\s?[-+]\s?\d)|\s?(?:mm|cm|%|croix|cycles?|cures?|ans|mois|eme|er\b|ganglions?))"
)
_NUCLEAR = expression(
    r"\s*(?:nucleaire|de differenciation|de regression|de fibrose|toxic|de steatose|de toxic)|\s*(?:1|2|3)?\s*nucleaire"
)
_SYSTEM = expression(
    r"sbr|s\.b\.r|elston|\bee\b|nottingham|scarff|histolog|histo-?\s?pronos|histo pronos|tumoral"
)
_TUMOUR_BEFORE = expression(
    r"carcinom|\bcci\b|\bcli\b|\bnst\b|\btns\b|infiltrant|invasif|cancer|tumeur|\bneo\b|\bk\b|\btn\b|triple neg|lobulaire|canalaire|luminal|microbiops|biops|architecture|mitoses|mucineux|tubuleux|metaplasique|\bsbr\b|\bee\b|elston|nottingham|scarff|\bsein"
)
_TUMOUR_AFTER = expression(
    r"[^.\n]{0,70}\b(?:ro|re|rp|rh|her-?\s?2|ki-?\s?67|recepteurs?|pt[0-4][a-d]?|ct[0-4][a-d]?|emboles?|luminal|triple|sbr|elston|scarff|mitos\w+|tubes|pleomorphisme|atypies|noyaux|architecture|differenciation|d'elston|de sbr|nottingham|ee)\b"
)
_TOXICITY = expression(
    r"(?:toxic\w*|mucite|neuropath\w*|neurotox\w*|asthenie|fatigue|nausees?|vomissements?|diarrhee\w*|stomatite|arthralg\w*|myalg\w*|bouffees? de chaleur|"
    r"neutropen\w*|anemie|thrombopen\w*|lymphopen\w*|cytolyse|hepatite|mains?-?\s?pieds?|syndrome main\w*|epp|erytheme|radio-?epithel\w*|radiodermite|dermite|pneumopath\w*|pneumonie|rash|alopecie|"
    r"prurit|oedeme|lymphoedeme|douleurs?|dyspnee|constipation|hta|encephalopathie|reaction|effet|insuffisance|ehs|xerose|onycho\w*|dysgueusie|fibrose|steatose|prolapsus|"
    r"colite|thyroidite|cardiotox\w*|allerg\w*|paresthes\w*|symptomatique|tolerance|anorexie|cystite|oesophagite|hemorragie|ascite|retraction|gvh|ctcae|nci)\b[^.;\n]{0,35}$"
)
_OTHER_GRADE = expression(
    r"(?:\bin situ|ccis|\bcic\b|clis|intra-?\s?canalaire|nucleaire|haut|bas|gleason|fuhrman|isup|who|astrocytome|gliome|sataloff|chevallier|\brcb\b|\btrg\b|meningiome|residuelle?s?)\b[^.;,\n]{0,40}$"
)


_TERSE_GRADE = expression(
    r"\b(?:carcinome|cci|cli|infiltrant|invasif|canalaire|lobulaire|nst|tns)[\s,]{1,2}(?P<g>g\s?(?P<v>[1-3]))\b(?![.,/]\d|p\d)"
)
_ALONE = 8
_FEATURES = expression(
    r"carcinom|\bcci\b|\bcli\b|her-?\s?2|ki-?\s?67|recepteur|\b(?:re|ro|rp|rh)\b|emboles?|mitoses?"
)


def _grades(letter: Letter, text: str) -> Iterator[Reading]:
    """The grade of the invasive tumour; never a nuclear grade nor that of a side effect."""
    for match in _TERSE_GRADE.finditer(text):
        if not of_other_cancer(letter, match.start(), match.end()):
            yield Reading(
                "grade", int(match["v"]), match.start("g"), match.end(), at=match.start("v")
            )
    done = -1
    for target in letter.of("GRADE"):
        if target.start < done or not text[target.start : target.end].strip():
            continue
        sentence = target.sentence
        match = _GRADE_VALUE.match(text, target.end, _stop(letter, text, target))
        if match is None or _NUCLEAR.match(text, target.end):
            continue
        named = text[target.start : match.end()]
        floor = max(sentence.start, target.start - 110)
        if _NUCLEAR.match(text, match.end()) or _OTHER_GRADE.search(text, floor, target.start):
            continue
        before = text[floor : target.start]
        around = text[match.end() : min(sentence.end, match.end() + 90)]
        if not _SYSTEM.search(named) and (
            _TOXICITY.search(before[-75:])
            or not (
                _TUMOUR_BEFORE.search(before)
                or _TUMOUR_AFTER.match(around)
                or _alone(letter, text, target, match.end())
            )
        ):
            continue
        if (
            target.hypothetical
            or of_relative(letter, target)
            or of_other_cancer(letter, target.start)
        ):
            continue
        digit = match["v"]
        value = len(digit) if digit[0] in "il" else int(digit)
        end = match.end()
        done = end
        yield Reading("grade", value, target.start, end, at=match.start("v"))


def _stop(letter: Letter, text: str, target: Target) -> int:
    """End of the line; of the next one when the name of the grade fills its own (a table)."""
    _, end = letter.line_bounds(target.sentence)
    if not text[target.end : end].strip(" :.=|") and target.sentence.line + 1 < len(
        letter.canonical.lines
    ):
        return letter.canonical.lines[target.sentence.line + 1].end
    return end


def _alone(letter: Letter, text: str, target: Target, end: int) -> bool:
    """Whether the grade stands by itself, in a line of a form or among the tumour's features."""
    start, line_end = letter.line_bounds(target.sentence)
    if letter.kind == "pathology" and not text[start : target.start].strip(" -•*:.\t|"):
        return True
    sentence = target.sentence
    rest = text[sentence.start : target.start] + text[end : sentence.end]
    nearby = text[max(start, sentence.start - 80) : min(line_end, sentence.end + 80)]
    return len(rest.strip(" .;,:-()+0123456789")) <= _ALONE and bool(_FEATURES.search(nearby))
