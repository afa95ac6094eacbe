"""Edge in: links, opened. Imported only for `--online`: needs the extra `online`, and nothing else uses a network.

- `address`: which addresses of computers are public
- `site`: which computer a link names
- `answer`: what an answer says of a link
- `visit`: opens one link
- `opening`: opens many, a few at once, within their time
- `links`: the links of facts
"""

from readycheck.evidence.online.links import Links
from readycheck.evidence.online.visit import internet

__all__ = ["Links", "internet"]
