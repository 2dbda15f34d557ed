#ifndef CTERMIOS_H
#define CTERMIOS_H
#endif
