#ifndef SERIAL_FLOOR_H
#define SERIAL_FLOOR_H
#include <stddef.h>
#include <stdint.h>

/// Every program that is measured hands over at most so many bytes at a time.
#define FLOOR_CHUNK 4096
/// The bytes of a stream go up and start again after so many; a prime, so that a lost block does not go unseen.
#define FLOOR_PERIOD 251
/// How long each call may wait, in milliseconds: never reached, but all programs pay for having it.
#define FLOOR_PATIENCE 10000

/// FLOOR_CHUNK bytes of the stream, as they stand `offset` bytes after its beginning.
const uint8_t *floor_pattern(uint64_t offset);

/// Opens a pseudo-terminal and returns its master's descriptor, not blocking, or -1; `path` receives the path of its tty.
/// The tty is raw and stays open in this process, so that nothing is lost before the other program opens it.
int floor_open_line(char *path, size_t size);
/// Opens a tty: raw, not blocking. Returns its descriptor or -1.
int floor_open_port(const char *path);

// All of these use poll, read and write only, and return 0, or -1 with errno (ETIMEDOUT, EBADMSG for wrong bytes).

/// Sends back what comes: `total` bytes in all, or without end when that is 0.
int floor_echo(int descriptor, uint64_t total);
/// Takes streams of `total` bytes, checks them, and answers each with one byte; without end.
int floor_sink(int descriptor, uint64_t total);
/// Sends a stream of `total` bytes for each byte that asks for it; without end.
int floor_source(int descriptor, uint64_t total);

/// Sends `size` bytes and takes them back, `count` times; `nanoseconds` receives how long each took.
int floor_trips(int descriptor, size_t size, size_t count, uint64_t *nanoseconds);
/// Sends a stream to a sink and waits for its answer.
int floor_send(int descriptor, uint64_t total);
/// Asks a source for its stream and takes it.
int floor_take(int descriptor, uint64_t total);

/// Nanoseconds of the monotonic clock.
uint64_t floor_now(void);
/// Nanoseconds of processor time that this process used so far, in the kernel too, all threads (getrusage).
uint64_t floor_cpu(void);
/// Threads of this process, or -1.
int floor_threads(void);
/// Prints the median and the 99th percentile of round trips as a JSON line; sorts `nanoseconds`.
void floor_report_trips(size_t size, size_t count, uint64_t *nanoseconds, uint64_t cpu);
/// Prints a stream's time as a JSON line.
void floor_report_stream(const char *what, uint64_t total, uint64_t nanoseconds, uint64_t cpu);
/// Prints the processor time of an echo as a JSON line.
void floor_report_echo(uint64_t cpu);
/// Prints an error.
void floor_complain(const char *text);
/// Sends what was printed on its way.
void floor_flush(void);
#endif
