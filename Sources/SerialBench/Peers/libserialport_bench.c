// The near side with libserialport; takes the same words as `serial-bench near DRIVER`.
#include "CSerialFloor.h"
#include <libserialport.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sp_port *port;

static void fail(const char *what) {
    fprintf(stderr, "error: libserialport: %s\n", what);
    exit(1);
}

static void put(const void *bytes, size_t size) {
    if (sp_blocking_write(port, bytes, size, FLOOR_PATIENCE) != (int)size) fail("write");
}

/// As many bytes as that.
static void get(void *bytes, size_t size) {
    if (sp_blocking_read(port, bytes, size, FLOOR_PATIENCE) != (int)size) fail("read");
}

static void trips(size_t size, size_t count, uint64_t *times) {
    uint8_t bytes[FLOOR_CHUNK];
    for (size_t index = 0; index < count; index++) {
        const uint8_t *sent = floor_pattern(index);
        uint64_t start = floor_now();
        put(sent, size);
        get(bytes, size);
        times[index] = floor_now() - start;
        if (memcmp(bytes, sent, size) != 0) fail("wrong bytes");
    }
}

static void send_stream(uint64_t total) {
    for (uint64_t offset = 0; offset < total; offset += FLOOR_CHUNK)
        put(floor_pattern(offset), total - offset < FLOOR_CHUNK ? (size_t)(total - offset) : FLOOR_CHUNK);
    char answer;
    get(&answer, 1);
}

static void take_stream(uint64_t total) {
    uint8_t bytes[FLOOR_CHUNK];
    put("", 1);
    for (uint64_t offset = 0; offset < total;) {
        int count = sp_blocking_read_next(port, bytes, sizeof bytes, FLOOR_PATIENCE);
        if (count <= 0) fail("read");
        if (bytes[0] != *floor_pattern(offset) || bytes[count - 1] != *floor_pattern(offset + (uint64_t)count - 1))
            fail("wrong bytes");
        offset += (uint64_t)count;
    }
}

static void echo(uint64_t total) {
    uint8_t bytes[FLOOR_CHUNK];
    for (uint64_t done = 0; done < total;) {
        int count = sp_blocking_read_next(port, bytes, sizeof bytes, FLOOR_PATIENCE);
        if (count <= 0) fail("read");
        put(bytes, (size_t)count);
        done += (uint64_t)count;
    }
}

int main(int count, char **words) {
    if (count < 3) fail("usage: PORT echo BYTES|send BYTES|take BYTES|trip SIZE COUNT");
    if (sp_get_port_by_name(words[1], &port) != SP_OK || sp_open(port, SP_MODE_READ_WRITE) != SP_OK) fail("open");
    if (sp_set_baudrate(port, 115200) != SP_OK || sp_set_bits(port, 8) != SP_OK || sp_set_parity(port, SP_PARITY_NONE) != SP_OK ||
        sp_set_stopbits(port, 1) != SP_OK || sp_set_flowcontrol(port, SP_FLOWCONTROL_NONE) != SP_OK)
        fail("settings");
    const char *work = words[2];
    uint64_t number = count > 3 ? strtoull(words[3], NULL, 10) : 0;
    if (strcmp(work, "trip") == 0 && count == 5) {
        size_t many = strtoull(words[4], NULL, 10);
        uint64_t *times = calloc(many, sizeof *times);
        trips(number, many < 10 ? 1 : many / 10, times);
        uint64_t before = floor_cpu();
        trips(number, many, times);
        floor_report_trips(number, many, times, floor_cpu() - before);
    } else if (strcmp(work, "echo") == 0) {
        printf("ready\n");
        floor_flush();
        uint64_t before = floor_cpu();
        echo(number);
        floor_report_echo(floor_cpu() - before);
    } else {
        uint64_t before = floor_cpu(), start = floor_now();
        strcmp(work, "send") == 0 ? send_stream(number) : take_stream(number);
        floor_report_stream(work, number, floor_now() - start, floor_cpu() - before);
    }
    sp_close(port);
    return 0;
}
