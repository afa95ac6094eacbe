"""The formats of files that people write, and where their schemas are published."""

#: Where `schemas/` is served. `$id` of every schema, and the first line of every file that is written, say the same.
_PUBLISHED = "https://readycheck-cli.github.io/schemas"


def schema_address(kind: str) -> str:
    """Return the address of the schema of a format."""
    return f"{_PUBLISHED}/{kind}-v1.schema.json"


def modeline(kind: str) -> str:
    """Return the comment by which editors know the format of a file; it is the first line."""
    return f"# yaml-language-server: $schema={schema_address(kind)}"
