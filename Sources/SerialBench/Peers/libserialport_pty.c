// libserialport refuses pseudo-terminals: sysfs does not list them, and they have no modem lines. These stand in front of
// the C library's functions and say what libserialport wants to hear when it opens one. Reads and writes never come here.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char listed[] = "/sys/class/tty/pts/";

int lstat(const char *restrict path, struct stat *restrict status) {
    if (strncmp(path, listed, sizeof listed - 1) != 0) return fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
    memset(status, 0, sizeof *status);
    status->st_mode = S_IFLNK | 0777;
    return 0;
}

// What older builds call.
int __lxstat(int version, const char *path, struct stat *status);
int __lxstat(int version, const char *path, struct stat *status) {
    (void)version;
    return lstat(path, status);
}

ssize_t readlink(const char *restrict path, char *restrict target, size_t size) {
    static const char device[] = "../../devices/platform/pts";
    if (strncmp(path, listed, sizeof listed - 1) != 0) return syscall(SYS_readlink, path, target, size);
    size_t count = sizeof device - 1 < size ? sizeof device - 1 : size;
    memcpy(target, device, count);
    return (ssize_t)count;
}

int ioctl(int descriptor, unsigned long request, ...) {
    va_list list;
    va_start(list, request);
    void *argument = va_arg(list, void *);
    va_end(list);
    int result = (int)syscall(SYS_ioctl, descriptor, request, argument);
    if (result < 0 && errno == ENOTTY && request == TIOCMGET) {
        *(int *)argument = 0;
        return 0;
    }
    if (result < 0 && errno == ENOTTY && (request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC)) return 0;
    return result;
}
