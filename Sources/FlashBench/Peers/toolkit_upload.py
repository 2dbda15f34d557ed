"""Uploads an image with mcumgr-toolkit. Arguments: port, baud, image. Prints {"bytes", "seconds"} of the upload alone."""
import hashlib
import json
import sys
import time

from mcumgr_toolkit import MCUmgrClient

port, baud, image = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "rb").read()
client = MCUmgrClient.serial(port, baud, 20000)
client.use_auto_frame_size()
begun = time.monotonic()
client.image_upload(image, checksum=hashlib.sha256(image).digest())
print(json.dumps({"bytes": len(image), "seconds": time.monotonic() - begun}))
