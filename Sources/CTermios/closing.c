// A close that does not wait for a line that stands still.
#define _GNU_SOURCE
#include "CTermios.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct closing {
    int descriptor;
    sem_t begun;
};

static void *closes(void *argument) {
    struct closing *closing = argument;
    int descriptor = closing->descriptor;
    sem_post(&closing->begun);
    close(descriptor);
    return NULL;
}

// One attempt. Returns 0 when the thread came to its end, 1 when it was cancelled.
static int close_once(int descriptor, int64_t nanoseconds) {
    pthread_t thread;
    struct closing closing = {.descriptor = descriptor};
    sem_init(&closing.begun, 0, 0);
    if (pthread_create(&thread, NULL, closes, &closing) != 0) {
        sem_destroy(&closing.begun);
        close(descriptor);
        return 0;
    }
    while (sem_wait(&closing.begun) != 0 && errno == EINTR) {
    }
    sem_destroy(&closing.begun);
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int64_t sum = end.tv_nsec + nanoseconds;
    end.tv_sec += sum / 1000000000;
    end.tv_nsec = sum % 1000000000;
    void *result = NULL;
    if (pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &end) == 0) return 0;
    // The kernel's wait ends when the thread has a signal, and the close goes on; cancelling sends one.
    pthread_cancel(thread);
    pthread_join(thread, &result);
    return result == PTHREAD_CANCELED;
}

int tb_close_within(int descriptor, int64_t nanoseconds) {
    struct stat before, after;
    if (fstat(descriptor, &before) != 0) return -1;
    for (int attempt = 0; attempt < 100; attempt++) {
        if (close_once(descriptor, nanoseconds) == 0) return 0;
        // A thread that was cancelled on its way to the call has not closed anything.
        if (fstat(descriptor, &after) != 0 || after.st_dev != before.st_dev || after.st_ino != before.st_ino) return 0;
    }
    return -1;
}
