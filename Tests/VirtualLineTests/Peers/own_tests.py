"""Runs pyserial's own tests against a port that sends back what it gets.

usage: own_tests.py FOLDER PORT

The last line says how many ran and how many failed. Tests of what a pseudo-terminal does not have are left out, by name.
"""
import importlib
import os
import sys
import unittest

folder, port = sys.argv[1:3]
os.chdir(folder)
sys.path.insert(0, folder)

MODULES = [
    "test", "test_advanced", "test_cancel", "test_exclusive", "test_high_load", "test_iolib", "test_readline",
    "test_rs485", "test_settings_dict", "test_threaded", "test_timeout_class",
]
LEFT_OUT = {
    "test1_RTS": "there are no modem lines",
    "test2_DTR": "there are no modem lines",
    "test3_RI": "there are no modem lines",
    "test_RS485_class": "there is no RTS to switch",
    "TestCancelWrite.test_cancel_once": "the kernel takes more than the test writes before a writer waits",
}


def all_tests(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from all_tests(item)
        else:
            yield item


wanted = unittest.TestSuite()
for name in MODULES:
    module = importlib.import_module(name)
    module.PORT = port
    for test in all_tests(unittest.defaultTestLoader.loadTestsFromModule(module)):
        reason = next((why for part, why in LEFT_OUT.items() if test.id().endswith(part)), None)
        if reason:
            print(f"left out {test.id()}: {reason}")
        else:
            wanted.addTest(test)

result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(wanted)
print(f"ran {result.testsRun} failed {len(result.errors) + len(result.failures)}")
