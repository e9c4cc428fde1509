"""From the text of a document to proposed facts."""
