// Line settings through the kernel's own structures; <termios.h> of the C library clashes with them, so this file stands
// alone.
#include "CTermios.h"
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

const uint32_t tb_in_ignbrk = IGNBRK, tb_in_brkint = BRKINT, tb_in_ignpar = IGNPAR, tb_in_parmrk = PARMRK,
               tb_in_inpck = INPCK, tb_in_istrip = ISTRIP, tb_in_inlcr = INLCR, tb_in_igncr = IGNCR, tb_in_icrnl = ICRNL,
               tb_in_iuclc = IUCLC, tb_in_ixon = IXON, tb_in_ixany = IXANY, tb_in_ixoff = IXOFF, tb_in_imaxbel = IMAXBEL;
const uint32_t tb_out_opost = OPOST;
const uint32_t tb_cf_size = CSIZE, tb_cf_5 = CS5, tb_cf_6 = CS6, tb_cf_7 = CS7, tb_cf_8 = CS8, tb_cf_stop2 = CSTOPB,
               tb_cf_read = CREAD, tb_cf_parity = PARENB, tb_cf_odd = PARODD, tb_cf_stick = CMSPAR, tb_cf_hangup = HUPCL,
               tb_cf_local = CLOCAL, tb_cf_rtscts = CRTSCTS;
const uint32_t tb_lf_all = ECHO | ECHOE | ECHOK | ECHONL | ICANON | ISIG | IEXTEN | TOSTOP | NOFLSH;
const int tb_cc_min = VMIN, tb_cc_time = VTIME, tb_cc_start = VSTART, tb_cc_stop = VSTOP;

static const struct {
    uint32_t speed, constant;
} standard[] = {
    {50, B50},           {75, B75},           {110, B110},         {134, B134},         {150, B150},
    {200, B200},         {300, B300},         {600, B600},         {1200, B1200},       {1800, B1800},
    {2400, B2400},       {4800, B4800},       {9600, B9600},       {19200, B19200},     {38400, B38400},
    {57600, B57600},     {115200, B115200},   {230400, B230400},   {460800, B460800},   {500000, B500000},
    {576000, B576000},   {921600, B921600},   {1000000, B1000000}, {1152000, B1152000}, {1500000, B1500000},
    {2000000, B2000000}, {2500000, B2500000}, {3000000, B3000000}, {3500000, B3500000}, {4000000, B4000000},
};

static uint32_t constant_of(uint32_t speed) {
    for (size_t index = 0; index < sizeof standard / sizeof *standard; index++)
        if (standard[index].speed == speed) return standard[index].constant;
    return BOTHER;
}

int tb_line_get(int descriptor, struct tb_line *line) {
    struct termios2 settings;
    if (ioctl(descriptor, TCGETS2, &settings) != 0) return -1;
    memset(line, 0, sizeof *line);
    line->input = settings.c_iflag;
    line->output = settings.c_oflag;
    line->control = settings.c_cflag & ~(uint32_t)(CBAUD | CIBAUD);
    line->local = settings.c_lflag;
    line->discipline = settings.c_line;
    memcpy(line->characters, settings.c_cc, sizeof line->characters);
    line->input_speed = settings.c_ispeed;
    line->output_speed = settings.c_ospeed;
    return 0;
}

int tb_line_set(int descriptor, const struct tb_line *line) {
    struct termios2 settings;
    memset(&settings, 0, sizeof settings);
    settings.c_iflag = line->input;
    settings.c_oflag = line->output;
    settings.c_lflag = line->local;
    settings.c_line = line->discipline;
    memcpy(settings.c_cc, line->characters, sizeof line->characters);
    settings.c_cflag = line->control | constant_of(line->output_speed);
    // An input speed of zero means: the same as the output speed. Source: termios(3).
    if (line->input_speed != line->output_speed) settings.c_cflag |= constant_of(line->input_speed) << IBSHIFT;
    settings.c_ispeed = line->input_speed;
    settings.c_ospeed = line->output_speed;
    return ioctl(descriptor, TCSETS2, &settings);
}
