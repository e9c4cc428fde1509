"""The journal of events on disk."""
