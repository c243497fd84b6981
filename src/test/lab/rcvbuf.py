"""Makes the receive buffers of a running process as small as the kernel allows.

Only its sockets bound to the group are changed: what is sent in one go no longer fits.
"""

import argparse
import ctypes
import os
import socket
import sys

_PIDFD_GETFD = 438


def main(argv):
    ap = argparse.ArgumentParser(prog="lab rcvbuf")
    ap.add_argument("--pid", type=int, required=True)
    ap.add_argument("--group", required=True)
    args = ap.parse_args(argv)
    libc = ctypes.CDLL(None, use_errno=True)
    process = os.pidfd_open(args.pid)
    changed = 0
    for name in os.listdir("/proc/%d/fd" % args.pid):
        if not os.readlink("/proc/%d/fd/%s" % (args.pid, name)).startswith("socket:"):
            continue
        fd = libc.syscall(_PIDFD_GETFD, process, int(name), 0)
        if fd < 0:
            sys.exit("pidfd_getfd: %s" % os.strerror(ctypes.get_errno()))
        with socket.socket(fileno=fd) as one:
            if one.family == socket.AF_INET and one.getsockname()[0] == args.group:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                changed += 1
    if not changed:
        sys.exit("no socket is bound to %s" % args.group)


if __name__ == "__main__":
    main(sys.argv[1:])
