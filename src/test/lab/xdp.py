"""A receive filter below the packet taps, as a broken NIC would have.

A five-instruction XDP program drops frames for one destination MAC before
the kernel (and therefore tcpdump) sees them. It is assembled here and loaded
with the bpf() system call, so no compiler is needed. The filter lives as long
as this process: end the process and it is gone.
"""

import argparse
import ctypes
import os
import platform
import signal
import struct
import sys
import time

_SYS_BPF = {"x86_64": 321, "aarch64": 280, "ppc64le": 361, "s390x": 351}
_PROG_LOAD, _LINK_CREATE, _PROG_TYPE_XDP, _ATTACH_XDP = 5, 28, 6, 37
_SKB_MODE = 2
_IFF_PROMISC = 0x100


def _insn(op, dst=0, src=0, off=0, imm=0):
    return struct.pack("<BBhI", op, dst | (src << 4), off, imm & 0xFFFFFFFF)


def drop_mac_program(mac):
    raw = bytes(int(x, 16) for x in mac.split(":"))
    low = struct.unpack("<I", raw[:4])[0]
    high = struct.unpack("<H", raw[4:])[0]
    return b"".join([
        _insn(0x61, 2, 1, 0),            # r2 = data
        _insn(0x61, 3, 1, 4),            # r3 = data_end
        _insn(0xBF, 4, 2),               # r4 = r2
        _insn(0x07, 4, imm=14),          # r4 += 14
        _insn(0x2D, 4, 3, 6),            # if r4 > r3 goto pass
        _insn(0x61, 5, 2, 0),            # r5 = first four bytes
        _insn(0x56, 5, 0, 4, low),       # if w5 != low goto pass
        _insn(0x69, 5, 2, 4),            # r5 = last two bytes
        _insn(0x56, 5, 0, 2, high),      # if w5 != high goto pass
        _insn(0xB7, 0, imm=1),           # XDP_DROP
        _insn(0x95),
        _insn(0xB7, 0, imm=2),           # pass: XDP_PASS
        _insn(0x95),
    ])


def _bpf(cmd, attr):
    libc = ctypes.CDLL(None, use_errno=True)
    buf = ctypes.create_string_buffer(attr, len(attr))
    fd = libc.syscall(_SYS_BPF[platform.machine()], cmd, buf, len(attr))
    if fd < 0:
        err = ctypes.get_errno()
        raise OSError(err, "bpf(%d): %s" % (cmd, os.strerror(err)))
    return fd


def load(program):
    insns = ctypes.create_string_buffer(program, len(program))
    licence = ctypes.create_string_buffer(b"GPL")
    attr = struct.pack("<IIQQIIQII16s", _PROG_TYPE_XDP, len(program) // 8,
                       ctypes.addressof(insns), ctypes.addressof(licence),
                       0, 0, 0, 0, 0, b"lab_nic_filter")
    return _bpf(_PROG_LOAD, attr)


def attach(prog_fd, ifname):
    index = int(open("/sys/class/net/%s/ifindex" % ifname).read())
    return _bpf(_LINK_CREATE, struct.pack("<IIII", prog_fd, index, _ATTACH_XDP, _SKB_MODE))


def promiscuous(ifname):
    return bool(int(open("/sys/class/net/%s/flags" % ifname).read(), 16) & _IFF_PROMISC)


def main(argv):
    ap = argparse.ArgumentParser(prog="lab _nic-filter")
    ap.add_argument("--interface", required=True)
    ap.add_argument("--mac", required=True)
    ap.add_argument("--honour-promisc", action="store_true")
    args = ap.parse_args(argv)
    signal.signal(signal.SIGTERM, lambda *a: sys.exit(0))
    prog = load(drop_mac_program(args.mac))
    link = None
    while True:
        wanted = not (args.honour_promisc and promiscuous(args.interface))
        if wanted and link is None:
            link = attach(prog, args.interface)
            print("%.6f filter on" % time.time(), flush=True)
        elif not wanted and link is not None:
            os.close(link)
            link = None
            print("%.6f filter off (interface is promiscuous)" % time.time(), flush=True)
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1:])
