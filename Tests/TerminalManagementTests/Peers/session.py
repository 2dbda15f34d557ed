"""smpclient on the service port of a terminal: a technician's afternoon. Arguments: port, folder with the images new.img and
huge.img, file for the wire trace. Prints one JSON object for each step.

The trace has a line for each write and read: > or <, and hexadecimal digits.
"""
import asyncio
import hashlib
import json
import pathlib
import sys
import time

from smpclient import SMPClient
from smpclient.exceptions import SMPUploadError
from smpclient.generics import success
from smpclient.requests.file_management import FileStatus
from smpclient.requests.image_management import ImageErase, ImageStatesRead, ImageStatesWrite
from smpclient.requests.os_management import (
    BootloaderInformationRead, DateTimeRead, DateTimeWrite, EchoWrite, OSApplicationInfoRead, ResetWrite)
from smpclient.requests.settings_management import (
    CommitSettings, ReadSetting, WriteSetting)
from smpclient.requests.statistics_management import GroupData, ListOfGroups
from smpclient.transport.serial import SMPSerialTransport

port, folder, trace = sys.argv[1], pathlib.Path(sys.argv[2]), open(sys.argv[3], "w")


def tap(transport):
    """Writes down what goes over the wire."""
    write, read = transport._conn.write, transport._conn.read_all

    def write_and_note(data):
        trace.write(f"> {bytes(data).hex()}\n")
        return write(data)

    def read_and_note():
        data = read()
        if data:
            trace.write(f"< {bytes(data).hex()}\n")
        return data

    transport._conn.write, transport._conn.read_all = write_and_note, read_and_note
    return transport


def say(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


async def ask(client, request):
    answer = await client.request(request)
    return answer if success(answer) else None


async def images(client, step):
    answer = await ask(client, ImageStatesRead())
    say(step, images=[[image.slot, image.version, image.active, image.confirmed, image.pending, image.hash.hex()]
                      for image in answer.images])
    return answer.images


async def reset(client):
    assert await ask(client, ResetWrite()) is not None
    # The port stays; the board answers again when it is up.
    for _ in range(100):
        try:
            if await client.request(EchoWrite(d="up"), timeout_s=1.0):
                return
        except TimeoutError:
            pass
    raise SystemExit("the terminal does not come up")


async def upload(client, data):
    begun, offsets = time.monotonic(), []
    async for offset in client.upload(data):
        offsets.append(offset)
    return offsets, time.monotonic() - begun


async def afternoon(client):
    say("echo", r=(await ask(client, EchoWrite(d="hello 你好"))).r)
    say("parameters", size=client._transport.max_unencoded_size)
    say("bootloader", name=(await ask(client, BootloaderInformationRead())).bootloader)
    say("application", output=(await ask(client, OSApplicationInfoRead(format="a"))).output)
    await ask(client, DateTimeWrite(datetime="2026-11-29T22:10:05"))
    say("clock", datetime=(await ask(client, DateTimeRead())).datetime)
    await images(client, "factory")
    image = (folder / "new.img").read_bytes()
    offsets, seconds = await upload(client, image)
    say("upload", bytes=len(image), requests=len(offsets), rate=round(len(image) / seconds))
    new = (await images(client, "uploaded"))[1].hash
    say("again", offsets=(await upload(client, image))[0])
    await ask(client, ImageStatesWrite(hash=new, confirm=False))
    await images(client, "pending")
    await reset(client)
    await images(client, "on trial")
    await reset(client)
    await images(client, "reverted")
    await ask(client, ImageStatesWrite(hash=new, confirm=False))
    await reset(client)
    await ask(client, ImageStatesWrite(hash=new, confirm=True))
    await reset(client)
    await images(client, "confirmed")
    say("erase", done=await ask(client, ImageErase(slot=1)) is not None)
    say("setting", val=(await ask(client, ReadSetting(name="merchant-name"))).val.decode())
    await ask(client, WriteSetting(name="merchant-name", val="Teahouse 茶馆".encode()))
    assert await ask(client, CommitSettings()) is not None
    say("changed", val=(await ask(client, ReadSetting(name="merchant-name"))).val.decode())
    say("statistics", names=(await ask(client, ListOfGroups())).stat_list,
        fields=(await ask(client, GroupData(name="flash"))).fields)
    log = await client.download_file("/log")
    say("log", text=log.decode())
    size = (await ask(client, FileStatus(name="/journal"))).len
    say("journal", size=size, sha=hashlib.sha256(await client.download_file("/journal")).hexdigest())


async def guarded(client):
    """With a sale in the batch."""
    try:
        await upload(client, (folder / "new.img").read_bytes())
    except SMPUploadError as error:
        say("upload refused", text=str(error))
    answer = await client.request(ImageErase(slot=1))
    say("erase refused", rc=int(answer.rc), rsn=answer.rsn)
    answer = await client.request(WriteSetting(name="terminal-id", val=b"10000002"))
    say("rename refused", rc=int(answer.rc), rsn=answer.rsn)


async def main():
    async with SMPClient(tap(SMPSerialTransport()), port, timeout_s=20.0) as client:
        await (guarded if sys.argv[4:] == ["guarded"] else afternoon)(client)


asyncio.run(main())
