"""Sends back what a port gets, until the port is gone. usage: echo.py PORT"""
import os
import sys
import tty

port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
print("ready", flush=True)
try:
    while True:
        data = os.read(port, 4096)
        while data:
            data = data[os.write(port, data):]
except OSError:
    pass
