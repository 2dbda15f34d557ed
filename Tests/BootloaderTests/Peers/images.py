"""Runs imgtool on each line of the input, a JSON list of its arguments, in the working directory that is named first."""
import contextlib
import json
import os
import sys

from imgtool.main import imgtool

os.chdir(sys.argv[1])
for line in sys.stdin:
    with contextlib.redirect_stdout(sys.stderr):
        imgtool(json.loads(line), standalone_mode=False)
