"""Free French text to session actions, and replies."""
