"""From a text to its figures. Knows nothing of the web or of storage."""
