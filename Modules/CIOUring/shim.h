// The structures of io_uring, from the kernel's own header, and its two system calls, for which the C library has no functions
// and which Swift cannot reach through the variadic `syscall`.
#ifndef CHAT_CIOURING_SHIM_H
#define CHAT_CIOURING_SHIM_H

#include <linux/io_uring.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/// A ring's descriptor, closed in programs that this one starts; -1 and errno where there is none to be had.
static inline int io_uring_setup(unsigned entries, struct io_uring_params *parameters) {
    return (int)syscall(SYS_io_uring_setup, entries, parameters);
}

/// Hands over as many requests, and waits for as many answers, with IORING_ENTER_GETEVENTS among the flags. Returns how
/// many were taken; -1 and errno where it was none.
static inline int io_uring_enter(int ring, unsigned requests, unsigned answers, unsigned flags) {
    return (int)syscall(SYS_io_uring_enter, ring, requests, answers, flags, NULL, 0);
}

#endif
