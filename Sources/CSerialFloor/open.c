#define _GNU_SOURCE
#include "CSerialFloor.h"
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

int floor_open_port(const char *path) {
    int opened = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0) return -1;
    struct termios settings;
    if (tcgetattr(opened, &settings) != 0) return -1;
    cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    cfsetispeed(&settings, B115200);
    cfsetospeed(&settings, B115200);
    if (tcsetattr(opened, TCSANOW, &settings) != 0) return -1;
    return opened;
}

int floor_open_line(char *path, size_t size) {
    int opened = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (opened < 0 || grantpt(opened) != 0 || unlockpt(opened) != 0) return -1;
    if (ptsname_r(opened, path, size) != 0 || floor_open_port(path) < 0) return -1;
    return opened;
}
