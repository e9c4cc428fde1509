"""The work on one patient, as a journal of events: no disk, no screen.

`events` says what can happen, `state` what a journal amounts to, `session` what
may be decided now, `verdicts` what the decisions are worth to the protocol.
"""

from assistant.session.session import Recorder, Session, SessionError, refusal
from assistant.session.state import ReviewedFact, SessionDocument, State, fold

__all__ = [
    "Recorder",
    "ReviewedFact",
    "Session",
    "SessionDocument",
    "SessionError",
    "State",
    "fold",
    "refusal",
]
