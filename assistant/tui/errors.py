"""The errors that are told to the user as they are: each message is one French sentence."""

from __future__ import annotations

from assistant.documents.source import DocumentError
from assistant.session import SessionError
from assistant.storage import EligoStorageError
from criteria.vocabulary import VocabularyError

TOLD = (DocumentError, EligoStorageError, SessionError, VocabularyError)
