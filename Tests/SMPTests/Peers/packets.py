"""Packets of the Python package smp: name, packet, and its lines on a console at two lengths, in hexadecimal digits.

Then reads lines of the other side: name and console bytes; prints what the package reads in them.
"""
import sys

import cbor2
from smp import packet
from smp import file_management, image_management, os_management, settings_management, statistics_management
from smp.header import Header

requests = {
    "echo": os_management.EchoWriteRequest(d="hello 你好", sequence=1),
    "parameters": os_management.MCUMgrParametersReadRequest(sequence=2),
    "clock": os_management.DateTimeReadRequest(sequence=3),
    "set-clock": os_management.DateTimeWriteRequest(datetime="2026-11-29T22:10:05", sequence=4),
    "reset": os_management.ResetWriteRequest(sequence=5),
    "reset-forced": os_management.ResetWriteRequest(force=1, boot_mode=1, sequence=6),
    "application": os_management.OSApplicationInfoReadRequest(format="sv", sequence=7),
    "bootloader": os_management.BootloaderInformationReadRequest(query="mode", sequence=8),
    "image-state": image_management.ImageStatesReadRequest(sequence=9),
    "image-test": image_management.ImageStatesWriteRequest(hash=bytes(range(32)), confirm=False, sequence=10),
    "image-confirm": image_management.ImageStatesWriteRequest(hash=bytes(range(32)), confirm=True, sequence=11),
    "upload-first": image_management.ImageUploadWriteRequest(
        off=0, data=bytes(range(256)) * 3, image=0, len=70000, sha=bytes(range(32)), upgrade=False, sequence=12),
    "upload-next": image_management.ImageUploadWriteRequest(off=65600, data=bytes(4000), sequence=13),
    "erase": image_management.ImageEraseRequest(slot=1, sequence=14),
    "statistics-list": statistics_management.ListOfGroupsRequest(sequence=15),
    "statistics": statistics_management.GroupDataRequest(name="flash", sequence=16),
    "setting-read": settings_management.ReadSettingRequest(name="terminal-id", max_size=64, sequence=17),
    "setting-write": settings_management.WriteSettingRequest(name="terminal-id", val=b"10000002", sequence=18),
    "setting-delete": settings_management.DeleteSettingRequest(name="nii", sequence=19),
    "setting-commit": settings_management.CommitSettingsRequest(sequence=20),
    "download": file_management.FileDownloadRequest(off=512, name="/log", sequence=21),
    "file-status": file_management.FileStatusRequest(name="/log", sequence=22),
    "file-hash": file_management.FileHashChecksumRequest(name="/log", type="sha256", off=5, len=9, sequence=23),
}
answers = {
    "echo": os_management.EchoWriteResponse,
    "parameters": os_management.MCUMgrParametersReadResponse,
    "clock": os_management.DateTimeReadResponse,
    "set-clock": os_management.DateTimeWriteResponse,
    "application": os_management.OSApplicationInfoReadResponse,
    "image-state": image_management.ImageStatesReadResponse,
    "upload": image_management.ImageUploadWriteResponse,
    "statistics-list": statistics_management.ListOfGroupsResponse,
    "statistics": statistics_management.GroupDataResponse,
    "setting": settings_management.ReadSettingResponse,
    "download": file_management.FileDownloadResponse,
    "file-status": file_management.FileStatusResponse,
    "file-hash": file_management.FileHashChecksumResponse,
    "money": image_management.ImageManagementErrorV1,
    "refused-1": image_management.ImageManagementErrorV1,
    "refused-2": image_management.ImageManagementErrorV2,
}

for name, request in requests.items():
    lines = [b"".join(packet.encode(request.BYTES, line_length=length)).hex() for length in (127, 40)]
    print(name, request.BYTES.hex(), *lines)
for line in sys.stdin:
    name, console = line.split()
    decoder = packet.decode()
    next(decoder)
    frame = None
    for piece in bytes.fromhex(console).splitlines(keepends=True):
        try:
            decoder.send(piece)
        except StopIteration as end:
            frame = end.value
    answer = answers[name].loads(frame)
    assert Header.loads(frame[:8]).length == len(frame) - 8
    print(name, cbor2.dumps(answer.model_dump(
        exclude={"header", "version", "sequence", "smp_data"}, exclude_none=True), canonical=True).hex())
