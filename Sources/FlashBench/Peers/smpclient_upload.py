"""Uploads an image with smpclient. Arguments: port, baud, image. Prints {"bytes", "seconds"} of the upload alone."""
import asyncio
import json
import sys
import time

from smpclient import SMPClient
from smpclient.transport.serial import SMPSerialTransport

port, baud, image = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "rb").read()


async def main():
    async with SMPClient(SMPSerialTransport(baudrate=baud), port, timeout_s=20.0) as client:
        begun = time.monotonic()
        async for _ in client.upload(image):
            pass
        print(json.dumps({"bytes": len(image), "seconds": time.monotonic() - begun}))


asyncio.run(main())
