"""`python -m readycheck` is the same program as `readycheck`."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the working directory: a `yaml.py` that lies there is not ours to run

from readycheck.cli import main

sys.exit(main())
