"""Refuse system calls by which a process gets memory that no limit counts, or new namespaces.

A filter in the kernel's own language: seccomp(2) and linux/filter.h.
"""

import ctypes
import errno
import platform
import struct

from instructor.sandbox.libc import call

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # linux/audit.h
_FORBIDDEN = {  # asm/unistd.h
    "x86_64": {
        "memfd_create": 319,
        "memfd_secret": 447,
        "shmget": 29,
        "semget": 64,
        "msgget": 68,
        "unshare": 272,
        "setns": 308,
        "mount": 165,
        "ptrace": 101,
        "keyctl": 250,
        "bpf": 321,
        "userfaultfd": 323,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "memfd_create": 279,
        "memfd_secret": 447,
        "shmget": 194,
        "semget": 190,
        "msgget": 186,
        "unshare": 97,
        "setns": 268,
        "mount": 40,
        "ptrace": 117,
        "keyctl": 219,
        "bpf": 280,
        "userfaultfd": 282,
        "io_uring_setup": 425,
    },
}
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # instructions
_NUMBER, _ARCHITECTURE = 0, 4  # offsets in what the filter sees of a call
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_X32 = 0x40000000  # x86-64's second set of numbers starts here
_SET_SECCOMP, _FILTER = 22, 2  # of prctl(2)


def forbid_system_calls() -> None:
    """Refuse the calls to this process and its children for good; do nothing on other architectures."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return
    # (instruction, how many to skip if true, if false, operand)
    refuse = (_RETURN, 0, 0, _REFUSE)
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUALS, 1, 0, _ARCHITECTURES[machine]),
        refuse,
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        refuse,
    ]
    for number in _FORBIDDEN[machine].values():
        program += [(_EQUALS, 0, 1, number), refuse]
    program.append((_RETURN, 0, 0, _ALLOW))
    packed = [struct.pack("HBBI", *instruction) for instruction in program]
    instructions = ctypes.create_string_buffer(b"".join(packed))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(instructions))
    call("prctl", _SET_SECCOMP, _FILTER, ctypes.create_string_buffer(header), 0, 0)
