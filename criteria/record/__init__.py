"""What expressions see of one patient: items with their candidate values, treatments, dates."""

from __future__ import annotations

from criteria.record.patient_record import Record
from criteria.record.statements import Candidate
from criteria.record.treatments import Course, History
from criteria.record.view import View

__all__ = ["Candidate", "Course", "History", "Record", "View"]
