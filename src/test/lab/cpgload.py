"""Application traffic for a running corosync, through libcpg.

Joins one CPG group, multicasts numbered messages at a fixed rate and counts
what is delivered from each member, so a run has application-level truth too.
"""

import argparse
import ctypes
import json
import signal
import sys
import time


class _Name(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint32), ("value", ctypes.c_char * 128)]


class _Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]


_DELIVER = ctypes.CFUNCTYPE(None, ctypes.c_uint64, ctypes.POINTER(_Name), ctypes.c_uint32,
                            ctypes.c_uint32, ctypes.c_void_p, ctypes.c_size_t)
_CONFCHG = ctypes.CFUNCTYPE(None, ctypes.c_uint64, ctypes.POINTER(_Name), ctypes.c_void_p, ctypes.c_size_t,
                            ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t)


class _Callbacks(ctypes.Structure):
    _fields_ = [("deliver", _DELIVER), ("confchg", _CONFCHG)]


def main(argv):
    ap = argparse.ArgumentParser(prog="lab _cpg-load")
    ap.add_argument("--rate", type=float, required=True, help="messages per second")
    ap.add_argument("--size", type=int, default=120)
    ap.add_argument("--seconds", type=float, default=3600)
    ap.add_argument("--out", required=True)
    args = ap.parse_args(argv)
    stop = []
    signal.signal(signal.SIGTERM, lambda *a: stop.append(1))
    cpg = ctypes.CDLL("libcpg.so.4")
    got, views = {}, []

    def deliver(handle, group, nodeid, pid, msg, length):
        got[nodeid] = got.get(nodeid, 0) + 1

    def confchg(handle, group, members, nm, left, nl, joined, nj):
        views.append({"t": round(time.time(), 3), "members": nm, "left": nl, "joined": nj})

    calls = _Callbacks(_DELIVER(deliver), _CONFCHG(confchg))
    handle = ctypes.c_uint64(0)
    name = _Name(4, b"load")
    payload = ctypes.create_string_buffer((b"lab load message " * (args.size // 16 + 2))[:args.size], args.size)
    iov = _Iovec(ctypes.cast(payload, ctypes.c_void_p), args.size)
    for _ in range(100):
        if cpg.cpg_initialize(ctypes.byref(handle), ctypes.byref(calls)) == 1:
            break
        time.sleep(0.1)
    else:
        sys.exit("cannot reach corosync")
    while cpg.cpg_join(handle, ctypes.byref(name)) == 6 and not stop:   # CS_ERR_TRY_AGAIN
        time.sleep(0.1)
    sent = refused = 0
    begin = due = time.monotonic()
    while not stop and time.monotonic() - begin < args.seconds:
        cpg.cpg_dispatch(handle, 2)                                     # CS_DISPATCH_ALL
        now = time.monotonic()
        if args.rate > 0 and now >= due:
            if cpg.cpg_mcast_joined(handle, 2, ctypes.byref(iov), 1) == 1:
                sent += 1
            else:
                refused += 1
            due += 1.0 / args.rate
            if due < now - 1:
                due = now
        time.sleep(min(0.02, 1.0 / args.rate / 2) if args.rate > 0 else 0.02)
    with open(args.out, "w") as f:
        json.dump({"messages_accepted": sent, "messages_refused": refused,
                   "delivered_from_nodeid": {str(k): v for k, v in sorted(got.items())},
                   "membership_changes": views}, f, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
