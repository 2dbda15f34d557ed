#include "CSerialFloor.h"
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

uint64_t floor_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static uint64_t nanoseconds_of(struct timeval time) {
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_usec * 1000;
}

uint64_t floor_cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return nanoseconds_of(usage.ru_utime) + nanoseconds_of(usage.ru_stime);
}

static int by_size(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

void floor_report_trips(size_t size, size_t count, uint64_t *nanoseconds, uint64_t cpu) {
    qsort(nanoseconds, count, sizeof *nanoseconds, by_size);
    printf("{\"what\":\"trip\",\"size\":%zu,\"count\":%zu,\"median\":%" PRIu64 ",\"p99\":%" PRIu64 ",\"cpu\":%" PRIu64 "}\n",
           size, count, nanoseconds[count / 2], nanoseconds[count * 99 / 100], cpu);
    fflush(stdout);
}

void floor_report_stream(const char *what, uint64_t total, uint64_t nanoseconds, uint64_t cpu) {
    printf("{\"what\":\"%s\",\"bytes\":%" PRIu64 ",\"time\":%" PRIu64 ",\"cpu\":%" PRIu64 "}\n", what, total, nanoseconds, cpu);
    fflush(stdout);
}

void floor_report_echo(uint64_t cpu) {
    printf("{\"what\":\"echo\",\"cpu\":%" PRIu64 "}\n", cpu);
    fflush(stdout);
}

void floor_complain(const char *text) { fprintf(stderr, "error: %s\n", text); }

void floor_flush(void) { fflush(stdout); }

int floor_threads(void) {
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}
