"""readycheck: holds a launch plan against department checklists and says whether it may launch.

The version stands here as a constant because reading it from package metadata costs more than the
whole of `readycheck --version`.
"""

__version__ = "0.1.0"
