"""What is around metastases: irradiated fields, and the bowel next to those of the liver."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.measurements import find_sizes
from assistant.extraction.metastases_model import Assertion, Clause, sentences_with
from assistant.extraction.metastases_topics import title_sites
from assistant.extraction.vertebrae import find_levels
from criteria.facts import Fact

_FIELD_WORDS = (
    r"(?:champs?|volumes?|territoires?|zones?|faisceaux?|isodoses?|lit)\b(?:\s+(?:deja|anterieurement|prealablement|precedemment|anciennement))?"
    r"(?P<virgin>\s+(?:jamais|non|pas|vierges?)\b(?:\s+(?:encore|anterieurement))?)?"
    r"(?P<{0}>\s+(?:d'irradiations?|irradiee?s?|traitee?s?|de\s+(?:la\s+)?radiotherapie|de\s+(?:la\s+)?rt|(?:mammaire\s+|thoracique\s+)?de\s+l'irradiation|de\s+(?:la\s+)?cmi|de\s+(?:la\s+)?paroi|"
    r"parieta\w+|mammaires?|sus-?\s?clav\w*|anterieure?s?|precedents?|initia\w+|de\s+(?:19|20)\d\d|du\s+sein|sein|de\s+sein|cmi|antalgiques?|tangentiels?|therapeutiques?|rt|d'origine))?"
)
_FIELD_CUE = expression(r"\b(?:champ|volume|territoire|zone|faisceau|isodose|lit\b|jamais|recu\b)")
_FIELD = expression(
    r"(?:(?P<out>\b(?:hors|en\s+dehors|(?:tres\s+|bien\s+)?loin|eloignee?s?|indemnes?|sans\s+rapport|a\s+(?:tres\s+)?(?:grande\s+|bonne\s+)?distance|exterieure?s?|a\s+l'exterieur|non\s+incluse?s?|a\s+(?:plus\s+de\s+)?\d+(?:[.,]\d)?\s?cm|"
    r"(?:sans|pas\s+de|absence\s+de|aucun)\s+(?:recouvrement|chevauchement|recoupe)|a\s+l'ecart))"
    r"|(?P<edge>\b(?:en|a\s+la)\s+(?:limite|frontiere|jonction|peripherie))"
    r"|(?P<in>\b(?:dans|en|au\s+sein|au\s+bord|en\s+bordure|incluse?s?\s+dans|a\s+l'interieur|recoup\w+|chevauch\w+)))"
    r"\s+(?:de\s+|du\s+|des\s+|d'|dans\s+|au\s+|aux\s+|a\s+|avec\s+)?(?:la\s+|le\s+|les\s+|l'|tout\s+|toute\s+|tous\s+|un\s+|une\s+|son\s+|ses\s+|(?P<this>ce\s+|cet\s+|cette\s+|ces\s+))?(?:les\s+)?"
    r"(?:(?P<old>anciens?|ancienne|precedents?|meme)\s+)?" + _FIELD_WORDS.format("kind")
)
_NEVER = expression(
    r"\b(?P<who>(?:aucune?\s+(?:de\s+ces\s+|des\s+)?(?:\w+\s+)?)?(?:lesions?|metastases?|metas?|localisations?|sites?|foyers?|cibles?))\b[^.;:,]{0,40}?\s"
    r"(?:n'(?:a|ont|avai\w+)\s+(?:jamais\s+ete\s+irradiee?s?|(?:jamais\s+)?recu\s+(?:de\s+|d'|la\s+moindre\s+)(?:rayons?|irradiation|radiotherapie|dose))"
    r"|jamais\s+irradiee?s?)\b"
)
_FIELD_SUBJECT = expression(
    r"\b(?:ils?|celles?-ci|ceux-ci|l'une||metastases?|metas?|nodules?|cibles?|localisations?|foyers?|toutes?|aucune?|celle-ci|elles?|sbrt|fixations?|vertebres?|adenopathies?|[dtlc]\d{1,2})\b"
)
_SUPPOSED = expression(
    r"\b(?:si\b|s'il|en\s+cas|a\s+verifier|verifier\s+que|sous\s+reserve|critere)"
)
_STANDS_ALONE = expression(
    r"\s*(?:[.,;)(]|$|et\b|d[eu]\s+(?:la\s+)?(?:(?:19|20)\d\d|(?:0?[1-9]|1[0-2])/\d|rt\b))"
)
_DENIED = expression(r"\b(?:aucune?|pas|ni|non|n'est|ne)\s+(?:\w+\s+){0,6}$")
_CUT = expression(r"[;|]")
_DOUBT = expression(
    r"\b(?:possible\w*|probable\w*|peut-etre|semble\w*|parai\w+|pourrait|a\s+priori|sauf\s+erreur|sans\s+doute|vraisemblable\w*"
    r"|a\s+(?:verifier|confirmer|preciser|controler))\b|\?"
)
_OF_STOMACH = expression(r"\b(?:linite|ulcere|biops\w+\s+gastrique|epaississement)\b")
_NO_ORGAN = ("none", "region", "regional", "node", "node_place", "brain_lobe")
_TOO = expression(r"[^.;:]{1,40}?\b(?:aussi|egalement|de\s+meme|idem|pareil\w*)\b")
_ALL = expression(r"\b(?:toutes|tous|ensemble|aucune)\b")
_ORGAN = expression(
    r"\b(?:grele|estomac|gastrique|duoden\w+|jejun\w+|(?:tube|tractus)\s+digestif|(?:structures|organes)\s+digesti\w+|intestin\w*|anses?(?:\s+(?:grele|digestive)s?)?)\b"
)
_CLOSE = expression(
    r"\b(?:au\s+contact|contact|accolee?s?|adherente?s?|jouxt\w+|contigue?s?|a\s+proximite\s+immediate|(?<!plus\s)proche|tout\s+pres|attenante?s?|adjacente?s?|refoul\w+|envahi\w+)\b"
)
_FAR = expression(
    r"\ba\s+(?:bonne\s+|grande\s+|tres\s+grande\s+)?distance\b|\bdistance\s+(?:jugee\s+|largement\s+)?(?:suffisante|adequate|correcte|satisfaisante|respectee)|\bloin\b|\beloignee?s?\b|\bsans\s+contact\b|\bpas\s+(?:de\s+contact|au\s+contact)|\bnon\s+(?:au\s+contact|contigue?s?|adjacente?s?)|\bpas\s+(?:contigue?|adjacente?)|\ba\s+l'ecart\b"
)
_LIVER = expression(
    r"\b(?:foie|hepati\w+|segments?|seg|lesions?|metastases?|nodules?|cibles?|hep|dome|elles?|grele|gtv)\b"
)


def field_facts(
    letter: Letter, clauses: list[list[Clause]], sites: dict[str, Assertion]
) -> Iterator[Fact]:
    """The facts ``in_irradiated_field``: absent outside a former field, suspected at its edge or in doubt."""
    folded = letter.folded
    for sentence in sentences_with(letter, _FIELD_CUE):
        for match in _FIELD.finditer(folded, sentence.start, sentence.end):
            before = folded[sentence.start : match.start()]
            places = [
                p.value
                for c in clauses[sentence.index]
                for p in c.places
                if p.start < match.start() and p.value not in _NO_ORGAN
            ]
            if find_levels(folded, sentence.start, match.start()):
                places.append("spine")
            if (
                not places
                and not _FIELD_SUBJECT.search(before)
                and not letter.inside(sentence, "MET_LESION")
            ):
                continue
            if _SUPPOSED.search(before):
                continue
            edge = bool(match["edge"])
            inside = bool(match["in"]) or edge
            if "lit" in match.group().split() and letter.kind == "pathology":
                continue
            if (
                match["kind"] is None
                and match["virgin"] is None
                and match["old"] is None
                and match["this"] is None
                and (
                    inside
                    or not _STANDS_ALONE.match(folded, match.end(), sentence.end)
                    or "champ" not in match.group()
                )
            ):
                continue
            negated = inside and _DENIED.search(before) is not None
            near = _CUT.split(folded[max(sentence.start, match.start() - 60) : match.start()])
            behind = _CUT.split(folded[match.end() : min(sentence.end, match.end() + 40)])
            doubt = _DOUBT.search(near[-1] + match.group() + behind[0]) is not None
            outside = not inside or negated or bool(match["virgin"])
            value = "suspected" if doubt or edge else "absent" if outside else "present"
            yield letter.fact(
                "in_irradiated_field",
                value,
                match.start(),
                match.end(),
                site=_only_site(places, before, sites),
            )
            too = _TOO.match(folded, match.end(), sentence.end)
            for place in (p for c in clauses[sentence.index] for p in c.places) if too else ():
                site = place.value.split("_")[0]
                if match.end() <= place.start < too.end() and place.value not in _NO_ORGAN:
                    yield letter.fact(
                        "in_irradiated_field", value, match.start(), too.end(), site=site
                    )
        for match in _NEVER.finditer(folded, sentence.start, sentence.end):
            if _SUPPOSED.search(folded, sentence.start, match.start()):
                continue
            places = [
                p.value
                for c in clauses[sentence.index]
                for p in c.places
                if match.start() <= p.start < match.end() and p.value not in _NO_ORGAN
            ]
            yield letter.fact(
                "in_irradiated_field",
                "absent",
                match.start(),
                match.end(),
                site=_only_site(places, match["who"], sites),
            )


def _only_site(places: list[str], before: str, sites: dict[str, Assertion]) -> str | None:
    """The one organ that a statement is about, None when it is about several or all lesions."""
    present = {site for site, assertion in sites.items() if assertion is Assertion.PRESENT}
    named = {value.split("_")[0] for value in places}
    if not named or (named == {"bone"} and "spine" in present and _ALL.search(before)):
        named = present
    return next(iter(named)) if len(named) == 1 else None


def bowel_facts(letter: Letter, sites: dict[str, Assertion]) -> Iterator[Fact]:
    """The fact ``liver_distance_bowel``, ``mm`` being the least distance stated to stomach or small bowel."""
    folded = letter.folded
    if "liver" not in sites or sites["liver"] is Assertion.ABSENT:
        return
    only_liver = [place.value for place in title_sites(letter)] == ["liver"]
    for sentence in sentences_with(letter, _ORGAN):
        begin, end = sentence.start, sentence.end
        organ = _ORGAN.search(folded, begin, end)
        if organ is None or not (
            only_liver
            or _LIVER.search(folded, max(letter.line_bounds(sentence)[0], begin - 400), end)
        ):
            continue
        if _OF_STOMACH.search(folded, begin, end):
            continue
        low, high = max(begin, organ.start() - 90), min(end, organ.end() + 90)
        far, close = _FAR.search(folded, low, high), _CLOSE.search(folded, low, high)
        distance = min(
            (
                s
                for s in find_sizes(folded, low, high)
                if s.kind == "distance"
                or (far and s.start > far.start())
                or "distance" in folded[low : s.start]
            ),
            key=lambda size: size.mm,
            default=None,
        )
        if far is not None:
            value, cue = "adequate", far
        elif close is not None:
            value, cue = "close", close
        elif distance is not None:
            yield letter.fact(
                "liver_distance_bowel",
                "adequate" if distance.mm > 10 else "close",
                min(distance.start, organ.start()),
                max(distance.end, organ.end()),
                mm=_whole(distance.mm),
            )
            return
        else:
            continue
        spans = [cue.span(), organ.span()]
        if distance is not None:
            spans.append((distance.start, distance.end))
        yield letter.fact(
            "liver_distance_bowel",
            value,
            min(s for s, _ in spans),
            max(e for _, e in spans),
            mm=_whole(distance.mm) if distance else None,
        )
        return


def _whole(number: float) -> float | int:
    return int(number) if number == int(number) else number
