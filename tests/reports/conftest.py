"""The generator of consistent documents stands with the tests of the checks."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "checks"))
