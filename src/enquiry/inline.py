"""Data inside a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What could end the script element, and what HTML forbids or an editor hides.
_UNSAFE = re.compile("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def script_json(data: Mapping[str, Any]) -> str:
    """JSON that is safe inside a script element of an HTML page."""
    whole = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)
