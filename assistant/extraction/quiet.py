"""medspaCy without its side effects: its debug log prints patients, its import silences all warnings."""

from __future__ import annotations

import warnings

from loguru import logger

logger.disable("PyRuSH")
logger.disable("medspacy")
with warnings.catch_warnings():
    from medspacy.common.medspacy_matcher import MedspacyMatcher
    from medspacy.context import ConTextRule
    from medspacy.section_detection import SectionRule
    from medspacy.target_matcher import TargetRule
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

warnings.filterwarnings(
    "ignore", message=r"\[W036\]"
)  # medspaCy also runs its matchers without patterns

__all__ = ["ConTextRule", "Doc", "MedspacyMatcher", "SectionRule", "TargetRule", "Vocab"]
