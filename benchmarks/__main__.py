"""Runs every benchmark, one after the other: `python -m benchmarks`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("bench_*.py")):
    print(f"\n## {path.stem.removeprefix('bench_')}", flush=True)
    import_module(f"benchmarks.{path.stem}").main()
