"""Two pyserial ports, one at each end, send to each other at once. usage: talk.py PORT PORT BAUD BYTES"""
import sys
import threading
import time

import serial

baud, count = int(sys.argv[3]), int(sys.argv[4])
ports = [serial.Serial(path, baud, timeout=60, write_timeout=60) for path in sys.argv[1:3]]
data = [bytes((i * 7 + k) & 0xFF for i in range(count)) for k in (1, 2)]
begin = time.monotonic()
writers = [threading.Thread(target=port.write, args=(bytes_,)) for port, bytes_ in zip(ports, data)]
for writer in writers:
    writer.start()
got = [port.read(count) for port in ports]
took = time.monotonic() - begin
for writer in writers:
    writer.join()
least = count * 10 / baud
print("data", "same" if got == data[::-1] else "different")
print("time", "kept" if took >= least else f"too short: {took} instead of {least}")
