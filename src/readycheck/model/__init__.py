"""Vocabulary, documents and results as types. No I/O, no clock."""
