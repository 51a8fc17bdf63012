"""What holds for every test."""

import atexit
import os
import shutil
import tempfile

# a developer's own exercises, routines and history are none of the tests'
if "FORMCHECK_DATA" not in os.environ:
    os.environ["FORMCHECK_DATA"] = tempfile.mkdtemp(prefix="formcheck-tests-")
    atexit.register(shutil.rmtree, os.environ["FORMCHECK_DATA"], ignore_errors=True)
