"""mcumgr-toolkit (a client in Rust) on the service port of a terminal. Arguments: port, image. Prints one JSON object a step."""
import hashlib
import json
import sys
import time

from mcumgr_toolkit import MCUmgrClient, mcuboot_get_image_info

client = MCUmgrClient.serial(sys.argv[1], 921600, 10000)
image = open(sys.argv[2], "rb").read()


def say(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


def images(step):
    say(step, images=[[image.slot, image.version, image.active, image.confirmed, image.pending]
                      for image in client.image_get_state()])


def wait():
    for _ in range(100):
        try:
            return client.check_connection()
        except Exception:
            time.sleep(0.1)
    raise SystemExit("the terminal does not come up")


client.use_auto_frame_size()
client.check_connection()
say("echo", r=client.os_echo("hello 你好"))
say("bootloader", name=str(client.os_bootloader_info()))
say("application", output=client.os_application_info("a"))
say("slots", sizes=[slot.size for slot in client.image_slot_info()[0].slots])
say("clock", datetime=str(client.os_get_datetime()))
images("factory")
begun = time.monotonic()
client.image_upload(image, checksum=hashlib.sha256(image).digest())
say("upload", bytes=len(image), rate=round(len(image) / (time.monotonic() - begun)))
images("uploaded")
client.image_set_state(mcuboot_get_image_info(image).hash)
images("pending")
client.os_system_reset()
wait()
images("on trial")
client.os_system_reset()
wait()
images("reverted")
client.image_set_state(mcuboot_get_image_info(image).hash)
client.os_system_reset()
wait()
client.image_set_state(None, True)
client.os_system_reset()
wait()
images("confirmed")
client.image_erase()
client.settings_write("merchant-name", b"Teahouse")
client.settings_commit()
wait()
say("changed", val=client.settings_read("merchant-name").decode())
say("statistics", names=client.stats_list_groups())
journal = client.fs_file_download("/journal")
say("journal", size=len(journal), sha=hashlib.sha256(journal).hexdigest())
say("checksum", same=client.fs_file_checksum("/journal", "sha256").output == hashlib.sha256(journal).digest())
say("identity", identity=client.raw_command(False, 64, 0, {}))
try:
    client.settings_read("nothing")
except Exception as error:
    say("refused", text=str(error))
client.settings_write("language", b"xx")
try:
    client.settings_commit()
except Exception as error:
    say("wrong", text=str(error))
client.raw_command(True, 64, 3, {"parts": ["flash", "printer", "keys", "clock"], "auto": True})
say("self-test", results={part["part"]: part["outcome"] for part in client.raw_command(False, 64, 3, {})["results"]})
say("keys", keys=[[key["name"], key["present"]] for key in client.raw_command(False, 64, 5, {})["keys"]])
