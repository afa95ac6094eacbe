"""`python -m readycheck` is the same program as `readycheck`."""

import sys

from readycheck.cli import main

sys.exit(main())
