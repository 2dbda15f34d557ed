#define _GNU_SOURCE
#include "CTermios.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int tb_open_pseudo_terminal(char *path, size_t size) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -1;
    if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, path, size) != 0) {
        close(master);
        return -1;
    }
    return master;
}

int tb_claim(int descriptor) { return ioctl(descriptor, TIOCEXCL); }
int tb_release(int descriptor) { return ioctl(descriptor, TIOCNXCL); }

void tb_make_raw(struct termios *settings, unsigned int speed) {
    cfmakeraw(settings);
    settings->c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | PARENB);
    settings->c_cflag |= CLOCAL | CREAD | CS8;
    settings->c_cc[VMIN] = 1;
    settings->c_cc[VTIME] = 0;
    cfsetispeed(settings, speed);
    cfsetospeed(settings, speed);
}
