"""medspaCy without its side effects: its debug log prints patients, its import silences all warnings."""

from __future__ import annotations

import warnings

from loguru import logger

logger.disable("PyRuSH")
logger.disable("medspacy")
with warnings.catch_warnings():
    import medspacy.context.context_modifier as context_modifier
    import spacy
    from medspacy.common.medspacy_matcher import MedspacyMatcher
    from medspacy.context import ConTextRule
    from medspacy.context.context_modifier import ConTextModifier
    from medspacy.section_detection import Sectionizer, SectionRule
    from medspacy.target_matcher import TargetMatcher, TargetRule

warnings.filterwarnings(
    "ignore", message=r"\[W036\]"
)  # medspaCy also runs its matchers without patterns

__all__ = [
    "ConTextModifier",
    "ConTextRule",
    "MedspacyMatcher",
    "SectionRule",
    "Sectionizer",
    "TargetMatcher",
    "TargetRule",
    "context_modifier",
    "spacy",
]
