"""The public names keep their types."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(not find_spec("mypy"), reason="needs the extra `dev`")
def test_the_public_names_have_the_types_that_callers_see():
    mypy = [sys.executable, "-m", "mypy", HERE / "api.py"]
    run = subprocess.run(mypy, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
