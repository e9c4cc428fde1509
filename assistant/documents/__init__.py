"""Reading documents, and their canonical text with its map back to the source."""
