"""Edge in: what a repository holds at other times than now. Reads through `git`, and knows no format of files."""
