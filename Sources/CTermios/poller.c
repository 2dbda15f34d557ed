// Waiting: epoll for many descriptors, ppoll for one, eventfd as a bell between threads.
#define _GNU_SOURCE
#include "CTermios.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static uint32_t found_events(uint32_t events) {
    uint32_t found = 0;
    if (events & (EPOLLIN | EPOLLPRI)) found |= TB_READABLE;
    if (events & EPOLLOUT) found |= TB_WRITABLE;
    if (events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) found |= TB_HUNG_UP;
    return found;
}

int tb_poller_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int tb_poller_add(int poller, int descriptor, uint64_t token) {
    // Until it is armed it tells of a hang-up only.
    struct epoll_event event = {.events = EPOLLET, .data.u64 = token};
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
}

int tb_poller_arm(int poller, int descriptor, uint64_t token, uint32_t events) {
    // What is so already is told as a change.
    struct epoll_event event = {.events = EPOLLET, .data.u64 = token};
    if (events & TB_READABLE) event.events |= EPOLLIN;
    if (events & TB_WRITABLE) event.events |= EPOLLOUT;
    return epoll_ctl(poller, EPOLL_CTL_MOD, descriptor, &event);
}

int tb_poller_remove(int poller, int descriptor) { return epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, NULL); }

int tb_poller_add_lasting(int poller, int descriptor, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = token};
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event);
}

static int milliseconds_of(int64_t nanoseconds) {
    if (nanoseconds < 0) return -1;
    int64_t rounded = nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
    return rounded > INT_MAX ? INT_MAX : (int)rounded;
}

int tb_poller_wait(int poller, struct tb_event *events, int limit, int64_t nanoseconds) {
    struct epoll_event found[64];
    if (limit > 64) limit = 64;
    int count = -1;
#ifdef SYS_epoll_pwait2
    struct timespec left = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    count = (int)syscall(SYS_epoll_pwait2, poller, found, limit, nanoseconds < 0 ? NULL : &left, NULL, 0);
    // Kernels before 5.11 lack it, and some sandboxes forbid what they do not know.
    if (count < 0 && (errno == ENOSYS || errno == EPERM))
#endif
        count = epoll_wait(poller, found, limit, milliseconds_of(nanoseconds));
    for (int index = 0; index < count; index++)
        events[index] = (struct tb_event){.token = found[index].data.u64, .events = found_events(found[index].events)};
    return count;
}

void tb_name_thread(const char *name) {
    char kept[16] = {0};
    strncpy(kept, name, sizeof kept - 1);
    pthread_setname_np(pthread_self(), kept);
}

int tb_bell_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int tb_bell_ring(int bell) {
    uint64_t one = 1;
    return write(bell, &one, sizeof one) == sizeof one ? 0 : -1;
}

int tb_bell_clear(int bell) {
    uint64_t count;
    return read(bell, &count, sizeof count) == sizeof count ? 0 : -1;
}

int tb_wait(int descriptor, int bell, uint32_t *events, int64_t nanoseconds) {
    struct pollfd watched[2] = {{.fd = descriptor, .events = 0}, {.fd = bell, .events = POLLIN}};
    if (*events & TB_READABLE) watched[0].events |= POLLIN;
    if (*events & TB_WRITABLE) watched[0].events |= POLLOUT;
    struct timespec left = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    *events = 0;
    int count = ppoll(watched, bell >= 0 ? 2 : 1, nanoseconds < 0 ? NULL : &left, NULL);
    if (count <= 0) return count;
    if (watched[0].revents & POLLIN) *events |= TB_READABLE;
    if (watched[0].revents & POLLOUT) *events |= TB_WRITABLE;
    if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) *events |= TB_HUNG_UP;
    if (bell >= 0 && watched[1].revents) *events |= TB_BELL;
    return count;
}

int tb_poll(struct pollfd *watched, size_t count, int64_t nanoseconds) {
    struct timespec left = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    return ppoll(watched, count, nanoseconds < 0 ? NULL : &left, NULL);
}
