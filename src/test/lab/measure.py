"""Runs a command, passes SIGINT and SIGTERM on to it, and writes the CPU seconds and the most memory it used: measure.py FILE COMMAND..."""

import resource
import signal
import subprocess
import sys


def main(argv):
    child = subprocess.Popen(argv[1:])
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, frame: child.send_signal(number))
    code = child.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(argv[0], "w") as out:
        out.write("CPU %.1f s user %.1f s system  memory %d MiB  exit %d"
                  % (used.ru_utime, used.ru_stime, used.ru_maxrss // 1024, code))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
