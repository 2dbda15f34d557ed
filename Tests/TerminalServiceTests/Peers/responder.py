"""A board of somebody else: the `smp` library reads every request and writes every answer, smpclient reads the image, and the
rest is this file. It knows the groups of Zephyr's own, and not ours. Arguments: image that it runs, bytes of its buffer. Prints
the path of its port, then a line for each request; ends with its standard input.

Entries that only our own servers know are taken out first, since the library takes no others: a real board passes over them.
"""
import os
import pty
import select
import sys
import tempfile
import tty

import cbor2
from smp import header as smp_header
from smp import image_management as image
from smp import os_management as system
from smp import packet as framing
from smp.error import MGMT_ERR
from smpclient.mcuboot import IMAGE_TLV, ImageInfo

running, buffer_size = open(sys.argv[1], "rb").read(), int(sys.argv[2])
near, far = pty.openpty()
tty.setraw(near)
tty.setraw(far)
print(os.ttyname(far), flush=True)

upload = {"data": b"", "len": 0, "sha": None}
slots = [{"bytes": running, "confirmed": True}, None]
pending = {"test": False}


def facts(data):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        info = ImageInfo.load_file(file.name)
    return info, bytes(info.get_tlv(IMAGE_TLV.SHA256).value)


def states():
    found = []
    for number, slot in enumerate(slots):
        if slot is None:
            continue
        info, digest = facts(slot["bytes"])
        version = info.header.ver
        found.append(image.ImageState(
            slot=number, version=f"{version.major}.{version.minor}.{version.revision}", hash=digest, bootable=True,
            pending=number == 1 and pending["test"], confirmed=slot["confirmed"], active=number == 0, permanent=False))
    return found


def swap():
    slots[0], slots[1] = slots[1], slots[0]


def restart():
    if pending["test"]:
        pending["test"] = False
        swap()
        slots[0]["confirmed"] = False
        slots[1]["confirmed"] = True
    elif not slots[0]["confirmed"]:
        swap()


def take(request):
    if request.off == 0:
        if upload["sha"] == request.sha and 0 < len(upload["data"]) < upload["len"]:
            return len(upload["data"])
        upload.update(data=b"", len=request.len, sha=request.sha)
    if request.off == len(upload["data"]):
        upload["data"] += request.data
    if len(upload["data"]) == upload["len"]:
        slots[1] = {"bytes": upload["data"], "confirmed": False}
        upload["sha"] = None
    return len(upload["data"])


def answer(frame):
    head = smp_header.Header.loads(frame[:8])
    body = cbor2.loads(frame[8:])
    for ours in ("detail", "desc"):
        body.pop(ours, None)
    data = cbor2.dumps(body)
    clean = bytes(smp_header.Header(
        op=head.op, version=head.version, flags=head.flags, length=len(data), group_id=head.group_id,
        sequence=head.sequence, command_id=head.command_id)) + data
    same = {"version": head.version, "sequence": head.sequence}
    print(f"{int(head.group_id)} {int(head.op)} {int(head.command_id)}", flush=True)
    match int(head.group_id), int(head.op), int(head.command_id):
        case 0, 2, 0:
            return system.EchoWriteResponse(r=system.EchoWriteRequest.loads(clean).d, **same), False
        case 0, 2, 5:
            system.ResetWriteRequest.loads(clean)
            return system.ResetWriteResponse(**same), True
        case 0, 0, 6:
            system.MCUMgrParametersReadRequest.loads(clean)
            return system.MCUMgrParametersReadResponse(buf_size=buffer_size, buf_count=2, **same), False
        case 0, 0, 7:
            system.OSApplicationInfoReadRequest.loads(clean)
            return system.OSApplicationInfoReadResponse(output="Zephyr other-board", **same), False
        case 1, 0, 0:
            image.ImageStatesReadRequest.loads(clean)
            return image.ImageStatesReadResponse(images=states(), **same), False
        case 1, 2, 0:
            request = image.ImageStatesWriteRequest.loads(clean)
            if request.confirm:
                slots[0]["confirmed"] = True
            else:
                pending["test"] = slots[1] is not None and facts(slots[1]["bytes"])[1] == request.hash
            return image.ImageStatesWriteResponse(images=states(), **same), False
        case 1, 2, 1:
            return image.ImageUploadWriteResponse(
                off=take(image.ImageUploadWriteRequest.loads(clean)), **same), False
    data = cbor2.dumps({"rc": int(MGMT_ERR.ENOTSUP)})
    return smp_header.Header(
        op=smp_header.OP(head.op + 1), version=head.version, flags=smp_header.Flag(0), length=len(data),
        group_id=head.group_id, sequence=head.sequence, command_id=head.command_id).BYTES + data, False


decoder, rest = None, b""
while True:
    ready, _, _ = select.select([near, sys.stdin], [], [])
    if sys.stdin in ready and not sys.stdin.read(1):
        break
    if near not in ready:
        continue
    rest += os.read(near, 65536)
    while b"\n" in rest:
        line, rest = rest.split(b"\n", 1)
        if decoder is None:
            decoder = framing.decode()
            next(decoder)
        try:
            decoder.send(line + b"\n")
        except StopIteration as whole:
            decoder = None
            reply, is_reset = answer(whole.value)
            # A console says other things too.
            os.write(near, b"*** board ***\r\n" if is_reset else b"")
            for piece in framing.encode(bytes(reply)):
                os.write(near, piece)
            if is_reset:
                restart()
