"""What the engine does to the process and the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from drawn_pages import texts

from invoice_ocr.errors import ReaderError, UsageError
from invoice_ocr.readers import ppocr
from invoice_ocr.readers.ppocr import engine as engines
from invoice_ocr.readers.ppocr import models

READ = """
import sys
opened = []
def watch(event, arguments):
    if event.startswith("socket.") or (event == "open" and set(str(arguments[1])) & set("wax+")):
        opened.append((event, arguments))
sys.addaudithook(watch)
from PIL import Image
from invoice_ocr.readers.ppocr import shared_engine
with Image.open(sys.argv[1]) as picture:
    words = shared_engine().read(picture).words
sys.exit(f"opened {opened}" if opened else 0 if words else "no words")
"""


def run(arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment = kept | {"PYTHONDONTWRITEBYTECODE": "1"} | environment
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def picture(receipt, tmp_path):
    path = tmp_path / "receipt.png"
    receipt.save(path)
    return path


def test_reading_writes_no_file_and_opens_no_socket(picture, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    done = run(
        [sys.executable, "-c", READ, picture], HOME=str(home), XDG_CACHE_HOME=str(home / "cache"), TMPDIR=str(home)
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert list(home.iterdir()) == []


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_no_thread_asks_for_the_network_or_a_new_file(picture, tmp_path):
    log = tmp_path / "calls"
    trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=socket,connect,sendto,openat,mkdir,mkdirat,rename,unlink"]
    done = run([*trace, sys.executable, "-c", READ, picture], HOME=str(tmp_path))
    if "ptrace" in done.stderr:
        pytest.skip("strace may not be used here")
    assert done.returncode == 0, done.stderr
    # the interpreter's own compiled files, and those of the measuring of coverage, are none of the reader's
    others = ("ENOENT", "EEXIST", "/dev/", ".coverage", "__pycache__")
    wanted = ("socket(", "connect(", "sendto(", "O_CREAT", "mkdir", "rename", "unlink")
    calls = [line for line in log.read_text().splitlines() if any(call in line for call in wanted)]
    assert [line for line in calls if not any(other in line for other in others)] == []


def test_readers_are_light_to_import():
    code = "import sys, invoice_ocr.readers; print(*{'numpy', 'cv2', 'onnxruntime', 'PIL'} & sys.modules.keys())"
    assert run([sys.executable, "-c", code]).stdout.strip() == ""


def test_a_missing_model_says_what_to_install(monkeypatch):
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ReaderError, match=r"not installed.*pip install"):
        models.open_model(models.DETECTION, threads=1)


def test_a_damaged_model_says_what_to_install(monkeypatch, tmp_path):
    (tmp_path / "bad.onnx").write_bytes(b"not a model")
    monkeypatch.setattr(models, "model_path", lambda _: tmp_path / "bad.onnx")
    with pytest.raises(ReaderError, match=r"cannot be opened.*pip install"):
        models.open_model(models.DETECTION, threads=1)


def test_all_threads_get_the_same_engine(engine):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(ppocr.shared_engine())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [engine] * 8


@pytest.mark.parametrize(("setting", "threads"), [("1", 1), ("3", 3)])
def test_threads_can_be_set(monkeypatch, setting, threads):
    monkeypatch.setenv(engines.THREADS, setting)
    assert engines._threads() == threads  # noqa: SLF001 - opening an engine for it would take long


@pytest.mark.parametrize("setting", ["0", "-1", "many", ""])
def test_threads_must_be_a_number(monkeypatch, setting):
    monkeypatch.setenv(engines.THREADS, setting)
    with pytest.raises(UsageError, match=engines.THREADS):
        engines._threads()  # noqa: SLF001 - as above


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_reads_too(engine, receipt):
    assert engine.read(receipt).words
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if "10.80" in texts(ppocr.shared_engine().read(receipt)) else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


def test_the_models_are_where_the_wheel_has_them():
    for name in (models.DETECTION, models.RECOGNITION, models.ORIENTATION):
        assert Path(models.model_path(name)).is_file()
