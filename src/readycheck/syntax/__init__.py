"""Texts to plain values by their form alone, YAML and XML, and problems placed in them. Knows nothing of plans."""
