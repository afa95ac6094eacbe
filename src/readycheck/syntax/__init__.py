"""Texts to plain values by their form alone, YAML, XML and CSV, and problems placed in them. Knows nothing of plans."""
