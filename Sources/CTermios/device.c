// What a serial device offers beside its bytes: modem lines, counters, break, low latency, RS-485.
#define _GNU_SOURCE
#include "CTermios.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

const uint32_t tb_dtr = TIOCM_DTR, tb_rts = TIOCM_RTS, tb_cts = TIOCM_CTS, tb_dsr = TIOCM_DSR, tb_dcd = TIOCM_CAR,
               tb_ri = TIOCM_RNG, tb_out1 = 0x2000, tb_out2 = 0x4000, tb_loop = 0x8000;

int tb_claim(int descriptor) { return ioctl(descriptor, TIOCEXCL); }
int tb_release(int descriptor) { return ioctl(descriptor, TIOCNXCL); }

int tb_modem_get(int descriptor, uint32_t *lines) {
    int found = 0;
    if (ioctl(descriptor, TIOCMGET, &found) != 0) return -1;
    *lines = (uint32_t)found;
    return 0;
}

int tb_modem_change(int descriptor, uint32_t on, uint32_t off) {
    int bits = (int)off;
    if (off != 0 && ioctl(descriptor, TIOCMBIC, &bits) != 0) return -1;
    bits = (int)on;
    return on != 0 ? ioctl(descriptor, TIOCMBIS, &bits) : 0;
}

int tb_counters_get(int descriptor, struct tb_counters *counters) {
    struct serial_icounter_struct found;
    memset(&found, 0, sizeof found);
    if (ioctl(descriptor, TIOCGICOUNT, &found) != 0) return -1;
    *counters = (struct tb_counters){
        .cts = (uint32_t)found.cts,
        .dsr = (uint32_t)found.dsr,
        .ring = (uint32_t)found.rng,
        .carrier = (uint32_t)found.dcd,
        .received = (uint32_t)found.rx,
        .sent = (uint32_t)found.tx,
        .framing = (uint32_t)found.frame,
        .overrun = (uint32_t)found.overrun,
        .parity = (uint32_t)found.parity,
        .breaks = (uint32_t)found.brk,
        .buffer_overrun = (uint32_t)found.buf_overrun,
    };
    return 0;
}

int tb_break(int descriptor, int on) { return ioctl(descriptor, on ? TIOCSBRK : TIOCCBRK); }
int tb_pending_input(int descriptor, int *count) { return ioctl(descriptor, FIONREAD, count); }
int tb_pending_output(int descriptor, int *count) { return ioctl(descriptor, TIOCOUTQ, count); }

int tb_transmitter_empty(int descriptor, int *empty) {
    unsigned int status = 0;
    if (ioctl(descriptor, TIOCSERGETLSR, &status) != 0) return -1;
    *empty = (status & TIOCSER_TEMT) != 0;
    return 0;
}

int tb_low_latency_get(int descriptor, int *on) {
    struct serial_struct found;
    memset(&found, 0, sizeof found);
    if (ioctl(descriptor, TIOCGSERIAL, &found) != 0) return -1;
    *on = (found.flags & ASYNC_LOW_LATENCY) != 0;
    return 0;
}

int tb_low_latency_set(int descriptor, int on) {
    struct serial_struct found;
    memset(&found, 0, sizeof found);
    if (ioctl(descriptor, TIOCGSERIAL, &found) != 0) return -1;
    if (on)
        found.flags |= ASYNC_LOW_LATENCY;
    else
        found.flags &= ~ASYNC_LOW_LATENCY;
    return ioctl(descriptor, TIOCSSERIAL, &found);
}

int tb_rs485_get(int descriptor, struct tb_rs485 *settings) {
    struct serial_rs485 found;
    memset(&found, 0, sizeof found);
    if (ioctl(descriptor, TIOCGRS485, &found) != 0) return -1;
    *settings = (struct tb_rs485){
        .enabled = (found.flags & SER_RS485_ENABLED) != 0,
        .rts_on_send = (found.flags & SER_RS485_RTS_ON_SEND) != 0,
        .rts_after_send = (found.flags & SER_RS485_RTS_AFTER_SEND) != 0,
        .receives_own = (found.flags & SER_RS485_RX_DURING_TX) != 0,
        .terminates = (found.flags & SER_RS485_TERMINATE_BUS) != 0,
        .delay_before = found.delay_rts_before_send,
        .delay_after = found.delay_rts_after_send,
    };
    return 0;
}

int tb_rs485_set(int descriptor, const struct tb_rs485 *settings) {
    struct serial_rs485 wanted;
    memset(&wanted, 0, sizeof wanted);
    if (settings->enabled) wanted.flags |= SER_RS485_ENABLED;
    if (settings->rts_on_send) wanted.flags |= SER_RS485_RTS_ON_SEND;
    if (settings->rts_after_send) wanted.flags |= SER_RS485_RTS_AFTER_SEND;
    if (settings->receives_own) wanted.flags |= SER_RS485_RX_DURING_TX;
    if (settings->terminates) wanted.flags |= SER_RS485_TERMINATE_BUS;
    wanted.delay_rts_before_send = settings->delay_before;
    wanted.delay_rts_after_send = settings->delay_after;
    return ioctl(descriptor, TIOCSRS485, &wanted);
}

int tb_open_pseudo_terminal(char *path, size_t size) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -1;
    if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, path, size) != 0) {
        int kept = errno;
        close(master);
        errno = kept;
        return -1;
    }
    return master;
}

static int64_t number(const struct stat *status) {
    if (!S_ISCHR(status->st_mode)) return -1;
    return (int64_t)major(status->st_rdev) << 32 | (int64_t)minor(status->st_rdev);
}

int64_t tb_device_of_path(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 ? number(&status) : -1;
}

int64_t tb_device_of_descriptor(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 ? number(&status) : -1;
}

int tb_signal_user(int descriptor, int number) { return ioctl(descriptor, TIOCSIG, number); }
