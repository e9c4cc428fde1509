"""medspaCy rules for French clinical text, as data: one YAML file a clinical theme."""
