#include "CSerialFloor.h"
