"""Brings scrapers and extractors together: store, checks, export, command line, page."""
