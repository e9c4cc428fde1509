"""Named clinical quantities and conditions for the expressions of protocols."""

from __future__ import annotations

from typing import Final

from criteria.library import lesions, patient, treatments
from criteria.library.functions import Function, Parameter, table

FUNCTIONS: Final[dict[str, Function]] = table(
    (*patient.FUNCTIONS, *lesions.FUNCTIONS, *treatments.FUNCTIONS)
)

__all__ = ["FUNCTIONS", "Function", "Parameter"]
