// What Swift cannot import from the C headers of Linux: macros with types, structures of the kernel that clash with those of
// the C library, and functions behind feature tests. Every function returns 0 (or a count) or -1 with errno set.
#ifndef CTERMIOS_H
#define CTERMIOS_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

// Settings of a line, as struct termios2 holds them. Source: Linux, include/uapi/asm-generic/termbits.h.
struct tb_line {
    uint32_t input, output, control, local;
    uint8_t discipline;
    uint8_t characters[19];
    // Bits per second. `tb_line_set` takes a speed that has a Bnnn constant as that constant, so that programs which know
    // only those read it right, and any other with BOTHER.
    uint32_t input_speed, output_speed;
};
int tb_line_get(int descriptor, struct tb_line *line);
int tb_line_set(int descriptor, const struct tb_line *line);

// Bits of the fields above.
extern const uint32_t tb_in_ignbrk, tb_in_brkint, tb_in_ignpar, tb_in_parmrk, tb_in_inpck, tb_in_istrip, tb_in_inlcr,
    tb_in_igncr, tb_in_icrnl, tb_in_iuclc, tb_in_ixon, tb_in_ixany, tb_in_ixoff, tb_in_imaxbel;
extern const uint32_t tb_out_opost;
extern const uint32_t tb_cf_size, tb_cf_5, tb_cf_6, tb_cf_7, tb_cf_8, tb_cf_stop2, tb_cf_read, tb_cf_parity, tb_cf_odd,
    tb_cf_stick, tb_cf_hangup, tb_cf_local, tb_cf_rtscts;
extern const uint32_t tb_lf_all;
extern const int tb_cc_min, tb_cc_time, tb_cc_start, tb_cc_stop;

// Exclusive use of a tty (TIOCEXCL, TIOCNXCL).
int tb_claim(int descriptor);
int tb_release(int descriptor);

// Closes a descriptor of a tty; waits for output that does not leave at most so long. The kernel alone waits 30 s where the
// driver cannot drop its output (cdc_acm and usbserial of Linux 6.1), and only the superuser may change that (TIOCSSERIAL,
// closing_wait).
int tb_close_within(int descriptor, int64_t nanoseconds);

// Modem lines (TIOCMGET, TIOCMBIS, TIOCMBIC). Bits of TIOCM_*.
int tb_modem_get(int descriptor, uint32_t *lines);
int tb_modem_change(int descriptor, uint32_t on, uint32_t off);
extern const uint32_t tb_dtr, tb_rts, tb_cts, tb_dsr, tb_dcd, tb_ri, tb_out1, tb_out2, tb_loop;

// What the device has counted since it was made (TIOCGICOUNT).
struct tb_counters {
    uint32_t cts, dsr, ring, carrier, received, sent, framing, overrun, parity, breaks, buffer_overrun;
};
int tb_counters_get(int descriptor, struct tb_counters *counters);

// Break (TIOCSBRK, TIOCCBRK).
int tb_break(int descriptor, int on);

// Bytes that wait to be read (FIONREAD), and to be sent (TIOCOUTQ).
int tb_pending_input(int descriptor, int *count);
int tb_pending_output(int descriptor, int *count);
// 1 in `empty` when the last bit has left the chip (TIOCSERGETLSR, TIOCSER_TEMT).
int tb_transmitter_empty(int descriptor, int *empty);

// The driver's low latency flag (TIOCGSERIAL, TIOCSSERIAL, ASYNC_LOW_LATENCY).
int tb_low_latency_get(int descriptor, int *on);
int tb_low_latency_set(int descriptor, int on);

// RS-485 (TIOCGRS485, TIOCSRS485). Delays in milliseconds.
struct tb_rs485 {
    int enabled, rts_on_send, rts_after_send, receives_own, terminates;
    uint32_t delay_before, delay_after;
};
int tb_rs485_get(int descriptor, struct tb_rs485 *settings);
int tb_rs485_set(int descriptor, const struct tb_rs485 *settings);

// Opens a new pseudo-terminal, unlocked. Returns the master's descriptor; `path` receives the slave's path.
int tb_open_pseudo_terminal(char *path, size_t size);

// Sends a signal to the foreground processes of a pseudo-terminal's slave, on its master (TIOCSIG).
int tb_signal_user(int descriptor, int number);

// Number of the device that a path or a descriptor stands for: major << 32 | minor, or -1.
int64_t tb_device_of_path(const char *path);
int64_t tb_device_of_descriptor(int descriptor);

// Waiting for many descriptors at once (epoll). A watch tells changes, edge-triggered: what it is armed for is
// told once if it is so already, and again when it comes to be so. A hang-up is told in any case.
enum { TB_READABLE = 1, TB_WRITABLE = 2, TB_HUNG_UP = 4 };
struct tb_event {
    uint64_t token;
    uint32_t events;
};
int tb_poller_open(void);
int tb_poller_add(int poller, int descriptor, uint64_t token);
int tb_poller_arm(int poller, int descriptor, uint64_t token, uint32_t events);
int tb_poller_remove(int poller, int descriptor);
// A watch that tells as long as it is so, for a bell.
int tb_poller_add_lasting(int poller, int descriptor, uint64_t token);
// Waits at most so many nanoseconds (negative: for ever) and returns how many events there are.
int tb_poller_wait(int poller, struct tb_event *events, int limit, int64_t nanoseconds);

// A descriptor that becomes readable when it is rung (eventfd).
int tb_bell_open(void);
int tb_bell_ring(int bell);
int tb_bell_clear(int bell);

// A descriptor that becomes readable again and again after so many nanoseconds (timerfd). `tb_ticker_clear` returns how often
// it did since the last call, 0 when it did not.
int tb_ticker_open(int64_t nanoseconds);
int64_t tb_ticker_clear(int ticker);

// Names the calling thread, at most 15 bytes, for those who look at threads.
void tb_name_thread(const char *name);

// Waits for one descriptor, and for a bell unless that is -1; nanoseconds as above. `events`: wanted, then found; the bell
// is found as TB_BELL.
enum { TB_BELL = 8 };
int tb_wait(int descriptor, int bell, uint32_t *events, int64_t nanoseconds);

// poll(2), to the nanosecond (ppoll). A time below 0 means without end.
int tb_poll(struct pollfd *watched, size_t count, int64_t nanoseconds);

#endif
