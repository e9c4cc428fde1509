"""The application: documents, extraction, dossier, session, storage, interfaces."""
