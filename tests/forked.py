"""The program as a process of its own that need not import anything: it is forked from one that has imported all.

Everything else is as it is when the program is started: arguments, environment, folder, streams, exit status and the
end of the interpreter. What a test says about the start itself, or about signals, starts the program anew, and so does
every test where coverage is measured.
"""

from __future__ import annotations

import atexit
import builtins
import functools
import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "samples" / "de-invoice-two-rates" / "document.pdf"
STREAMS = ("stdin", "stdout", "stderr")


def run_program(*arguments, stdin=b"", folder=None, env=None, strict=(), text=False):
    """Like ``subprocess.run``; warnings whose names are in ``strict`` are errors, as with ``-W error::NAME``."""
    words = [os.fspath(word) if isinstance(word, os.PathLike) else str(word) for word in arguments]
    given = {"arguments": words, "folder": str(folder or Path.cwd()), "env": dict(env or os.environ), "strict": strict}
    if sys.platform != "linux" or _is_covered():
        return _started_anew(given, stdin, text=text)
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        for name, data in zip(STREAMS, (stdin, b"", b""), strict=True):
            room.joinpath(name).write_bytes(data)
        room.joinpath("order.json").write_text(json.dumps(given), "utf-8")
        status = _ask(place)
        out, err = (room.joinpath(name).read_bytes() for name in STREAMS[1:])
    said = (out.decode("utf-8"), err.decode("utf-8")) if text else (out, err)
    return subprocess.CompletedProcess(words, status, *said)


def _is_covered():
    """Whether coverage is measured, of which forks of one process would write over one another's data."""
    coverage = sys.modules.get("coverage")
    return coverage is not None and coverage.Coverage.current() is not None


def _started_anew(given, stdin, *, text):
    strict = [word for name in given["strict"] for word in ("-W", f"error::{name}")]
    command = [sys.executable, *strict, "-m", "invoice_ocr", *given["arguments"]]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=given["folder"], env=given["env"], check=False)
    if text:
        done.stdout, done.stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return done


@functools.cache
def _mother():
    """One for each process that runs tests, started at the first call."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("INVOICE_OCR_")}
    env["OPENBLAS_NUM_THREADS"] = "1"  # a fork has no thread but its own, and would wait for the others at its end
    mother = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    atexit.register(_end, mother)
    return mother


def _end(mother):
    mother.stdin.close()
    mother.wait(20)
    mother.stdout.close()


def _ask(place):
    mother = _mother()
    mother.stdin.write(f"{place}\n")
    mother.stdin.flush()
    answer = mother.stdout.readline()
    assert answer, "the process from which the program is forked has ended"
    return int(answer)


def _bring_up():
    """Import everything, and read the tables by reading a document once."""
    import cv2  # noqa: PLC0415 - only in the process that is forked

    import invoice_ocr  # noqa: PLC0415
    from invoice_ocr import cli  # noqa: PLC0415

    cv2.setNumThreads(1)

    for name in cli.COMMANDS:
        cli.load(name)
    invoice_ocr.extract(SAMPLE, reader="textlayer")
    cv2.setNumThreads(-1)  # as many as it likes, as ever
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would wait for threads"
    gc.collect()
    gc.freeze()  # or a collection in the fork would copy all that it looks at


def _become(place):
    """Make this process the program as the order says; only `runpy` is left to do."""
    given = json.loads(Path(place, "order.json").read_text("utf-8"))
    for number, (name, way) in enumerate(zip(STREAMS, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        stream = os.open(Path(place, name), way)
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(given["env"])
    os.chdir(given["folder"])
    sys.path[0] = given["folder"]  # as `python -m` has it
    for name in given["strict"]:
        warnings.simplefilter("error", getattr(builtins, name))
    sys.argv[1:] = given["arguments"]


def _serve():
    while place := sys.stdin.readline().strip():
        child = os.fork()
        if not child:
            return place
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - the answer
    return None


if __name__ == "__main__":
    _bring_up()
    if order := _serve():
        _become(order)
        runpy.run_module("invoice_ocr", run_name="__main__", alter_sys=True)
