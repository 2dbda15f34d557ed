// A clock that ticks, as a descriptor.
#define _GNU_SOURCE
#include "CTermios.h"
#include <errno.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int tb_ticker_open(int64_t nanoseconds) {
    int ticker = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (ticker < 0) return -1;
    struct timespec span = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    struct itimerspec times = {.it_interval = span, .it_value = span};
    if (timerfd_settime(ticker, 0, &times, NULL) == 0) return ticker;
    int code = errno;
    close(ticker);
    errno = code;
    return -1;
}

int64_t tb_ticker_clear(int ticker) {
    uint64_t count = 0;
    return read(ticker, &count, sizeof count) == sizeof count ? (int64_t)count : 0;
}
