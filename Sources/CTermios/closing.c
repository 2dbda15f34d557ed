// A close that does not wait for a line that stands still.
#define _GNU_SOURCE
#include "CTermios.h"
#include <pthread.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

static void *closes(void *descriptor) {
    close((int)(intptr_t)descriptor);
    return NULL;
}

int tb_close_within(int descriptor, int64_t nanoseconds) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, closes, (void *)(intptr_t)descriptor) != 0) return close(descriptor);
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int64_t sum = end.tv_nsec + nanoseconds;
    end.tv_sec += sum / 1000000000;
    end.tv_nsec = sum % 1000000000;
    if (pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &end) == 0) return 0;
    // The kernel's wait ends when the thread has a signal, and the close goes on; cancelling sends one.
    pthread_cancel(thread);
    return pthread_join(thread, NULL) == 0 ? 0 : -1;
}
