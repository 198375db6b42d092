"""From the web to an `Article`: sources, platforms, polite fetching, parsing. Knows nothing of figures."""
