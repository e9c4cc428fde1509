"""The documents of one patient, screened against a protocol: the provisional verdict.

Provisional: what the verdict would be if every proposed fact were confirmed. Nothing
here takes a decision of the clinician.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.documents.source import documents_of, read
from assistant.dossier import Dossier, Identity
from assistant.extraction.scoring import load_annotation
from criteria.errors import EligoError
from criteria.evaluation import Assessment, assess
from criteria.facts import Document, Fact, Status
from criteria.protocol import load
from criteria.questions import Question, questions, screen_json
from criteria.vocabulary import VocabularyError, check

if TYPE_CHECKING:
    from assistant.extraction.pipeline import Extractor


class ScreeningError(EligoError):
    """Documents or entered facts that cannot be screened."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The assessment of one patient, the questions it leaves open, and whose documents they are."""

    assessment: Assessment
    questions: tuple[Question, ...]
    identity_quotes: tuple[str, ...] = ()
    """One French sentence with both quotes for each contradiction between documents."""

    def to_json(self) -> dict[str, Any]:
        """The object that `eligo screen` prints."""
        return screen_json(self.assessment, self.questions)


def screen_documents(
    paths: Iterable[Path],
    *,
    protocol: str,
    ref_date: date,
    entered: Sequence[Fact] = (),
    same_patient: bool = False,
    extractor: Extractor | None = None,
) -> Screening:
    """Screen the documents of one patient on a day.

    Raises DocumentError for a document that cannot be read, ProtocolError for an unknown
    or faulty protocol: a screening that left a document out would lie by omission.
    """
    loaded = load(protocol)
    files = [file for path in paths for file in documents_of(path)]
    texts = {str(file): read(file).text for file in files}
    if extractor is None:
        from assistant.extraction.pipeline import Extractor

        extractor = Extractor()
    facts: list[Fact] = list(entered)
    identities: dict[Document, Identity] = {}
    for name, text in texts.items():
        extraction = extractor.extract(text)
        document = Document(id=name, kind=extraction.kind, date=extraction.date)
        identities[document] = extraction.identity
        facts += [fact.model_copy(update={"document": document}) for fact in extraction.facts]
    dossier = Dossier(facts, identities, same_patient=same_patient)
    record = dossier.record(ref_date, provisional=True)
    assessment = assess(loaded, record)
    quotes = (
        () if same_patient else tuple(str(conflict) for conflict in dossier.identity_conflicts())
    )
    return Screening(assessment, tuple(questions(loaded, record, assessment)), quotes)


def load_entered_facts(path: Path) -> list[Fact]:
    """The facts of a JSON list of ``{"key", "value", "unit"?, "attrs"?}``, as a clinician enters them.

    Raises ScreeningError, which names the file and the fact at fault.
    """
    text = read(path).text
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise ScreeningError(
            f"{path}:{error.lineno}:{error.colno}: ce n'est pas du JSON valide."
        ) from None
    if not isinstance(content, list):
        raise ScreeningError(
            f'« {path} » doit contenir une liste de faits : [{{"key": ..., "value": ...}}].'
        )
    return [
        _entered_fact(item, f"{path}, fait n° {number}")
        for number, item in enumerate(content, start=1)
    ]


def _entered_fact(item: Any, place: str) -> Fact:
    if not isinstance(item, dict) or "key" not in item or "value" not in item:
        raise ScreeningError(f"{place} : il faut au moins « key » et « value ».")
    if unknown := sorted(set(item) - {"key", "value", "unit", "attrs"}):
        raise ScreeningError(f"{place} : champ inconnu « {unknown[0]} » (key, value, unit, attrs).")
    attrs = item.get("attrs") or {}
    if not isinstance(attrs, dict):
        raise ScreeningError(f"{place} : « attrs » doit être un objet JSON.")
    try:
        value, unit, attrs = check(item["key"], item["value"], item.get("unit"), attrs)
    except VocabularyError as error:
        raise ScreeningError(f"{place} : {error}") from None
    return Fact(key=item["key"], value=value, unit=unit, attrs=dict(attrs), status=Status.ENTERED)


@dataclass(frozen=True, slots=True)
class GoldDossier:
    """A dossier with the status that each criterion should get."""

    folder: Path
    ref_date: date
    verdict: str
    criteria: dict[str, str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A criterion of a dossier whose status is not that of the gold, with what it rests on."""

    dossier: Path
    criterion: str
    expected: str
    found: str
    proof: str
    facts: tuple[Fact, ...]

    @property
    def dangerous(self) -> bool:
        """Whether a refusal came out satisfied or not applicable, which is the worst defect."""
        return self.expected == "fail" and self.found != "unknown"


@dataclass
class DossierScores:
    """Agreement of the screenings with the gold of a set of dossiers."""

    dossiers: int = 0
    right: int = 0
    total: int = 0
    verdicts_right: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def dangerous(self) -> list[Disagreement]:
        """Criteria whose gold is a refusal and that came out satisfied or not applicable."""
        return [one for one in self.disagreements if one.dangerous]


def load_dossiers(corpus: Path) -> list[GoldDossier]:
    """The dossiers below a folder: each a folder with its documents and a `gold.json`."""
    found = []
    for path in sorted(corpus.rglob("gold.json")):
        gold = load_annotation(path)
        try:
            day = date.fromisoformat(gold["ref_date"])
            found.append(GoldDossier(path.parent, day, gold["verdict"], dict(gold["criteria"])))
        except (KeyError, TypeError, ValueError):
            raise ScreeningError(
                f"« {path} » n'est pas l'annotation d'un dossier : il faut « ref_date » (AAAA-MM-JJ), "
                "« verdict » et « criteria »."
            ) from None
    return found


def score_dossiers(
    dossiers: Iterable[GoldDossier], extractor: Extractor, *, protocol: str = "stereo-sein"
) -> DossierScores:
    """Screen each dossier, with its answers entered, and compare every criterion with the gold."""
    scores = DossierScores()
    for gold in dossiers:
        answers = gold.folder / "answers.json"
        screening = screen_documents(
            sorted(gold.folder.glob("*.txt")),
            protocol=protocol,
            ref_date=gold.ref_date,
            entered=load_entered_facts(answers) if answers.exists() else (),
            extractor=extractor,
        )
        found = {name: str(result.status) for name, result in screening.assessment.criteria.items()}
        scores.dossiers += 1
        scores.verdicts_right += str(screening.assessment.verdict) == gold.verdict
        for name, expected in gold.criteria.items():
            scores.total += 1
            scores.right += found[name] == expected
            if found[name] != expected:
                result = screening.assessment.criteria[name]
                scores.disagreements.append(
                    Disagreement(
                        gold.folder, name, expected, found[name], result.proof, result.facts
                    )
                )
    return scores
