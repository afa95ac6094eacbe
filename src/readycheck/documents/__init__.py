"""Edge in: YAML bytes to plain values with positions, to models; the packaged checklists."""
