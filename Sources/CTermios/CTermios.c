#include "CTermios.h"
