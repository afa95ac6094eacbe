"""Runs one command within limits of memory and time, and says on stdout how it ended and what it took.

A program of its own, and a small one: the peak of a process counts from that of the process which started it.
Arguments: seconds on the wall, mebibytes of address space, `interrupt` or `run`, files for stdout and stderr, the
command. Prints the exit code (negative for a signal), the peak in KiB, and the seconds of a processor, those of
processes that it waited for included. What does not end in time is killed with all that it started.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time

#: More than a pipe holds: once all of it is written, somebody reads.
FILLING = b"# waiting\n" * 30_000
_UNTIL_IT_WAITS_S = 0.3


def main() -> None:
    """Run the command that the arguments give."""
    seconds, mebibytes, how, out, err, *command = sys.argv[1:]
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(write)
        stdin = read if how == "interrupt" else os.open(os.devnull, os.O_RDONLY)
        written = (os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for path in (out, err))
        for number, stream in enumerate((stdin, *written)):
            os.dup2(stream, number)
        _become(command, int(mebibytes) << 20)
    os.close(read)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(int(seconds))
    if how == "interrupt":
        with os.fdopen(write, "wb", closefd=False) as pipe:
            pipe.write(FILLING)
        time.sleep(_UNTIL_IT_WAITS_S)  # a signal that comes between two reads is seen after the second only
        os.kill(child, signal.SIGINT)
    _, status, used = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), used.ru_maxrss, used.ru_utime + used.ru_stime)  # noqa: T201 - its result


def _become(command: list[str], limit: int) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(command[0], command)  # noqa: S606 - the command that the test gives


if __name__ == "__main__":
    main()
