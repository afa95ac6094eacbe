"""Edge in: values with positions to models; the packaged checklists; exact edits of plan files."""
