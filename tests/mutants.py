"""Mutation testing: would the tests notice a change of the modules that decide something?

`python -m tests.mutants` runs mutmut on the modules and with the tests that pyproject.toml names
under `tool.mutmut`, shows every change that no test noticed, and fails below the score.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.support import ROOT

LOWEST_SCORE = 95.0
# A mutant that never ends is noticed too. Everything else that mutmut may report is no verdict.
NOTICED = {"killed", "timeout"}
MUTMUT = Path(sys.executable).with_name("mutmut")


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Let each test compute for itself what `functools.cache` keeps for the whole process.

    mutmut loads this module as a plugin of pytest. It runs all tests once, notes which functions
    each one calls, and forks that process for each mutant. A result cached by then would hide a
    mutant of the function behind it, and a cached result hides from it that a test needs it.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("enquiry", "tests"):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def main() -> int:
    """Run mutmut, print the score of each module and the survivors; 0 if the score is enough."""
    # What a former run left would be reused, although a test may have changed since.
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    os.environ["PYTHONHASHSEED"] = "0"  # the same order of the tests in each run
    if subprocess.run([MUTMUT, "run"], cwd=ROOT, check=False).returncode:
        return 1
    verdicts = {
        mutant: verdict
        for line in mutmut("results", "--all", "true").splitlines()
        for mutant, _, verdict in [line.strip().rpartition(": ")]
    }
    for mutant, verdict in verdicts.items():
        if verdict != "killed":
            print(f"\n{mutmut('show', mutant).strip()}")
    return 0 if print_scores(verdicts) >= LOWEST_SCORE else 1


def print_scores(verdicts: dict[str, str]) -> float:
    """Print one line for each module and one for all; return the score of all."""
    modules: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, verdict in verdicts.items():
        modules[mutant.rpartition(".")[0]][verdict] += 1
    modules["all"] = sum(modules.values(), Counter())
    columns = ["killed", "timeout", "survived"]
    columns += sorted(modules["all"].keys() - columns)
    width = max(map(len, modules))
    print("\n" + " " * width, *(f"{column:>9}" for column in columns), "    score")
    for module, counts in modules.items():
        score = 100 * sum(counts[verdict] for verdict in NOTICED) / max(1, counts.total())
        print(f"{module:{width}}", *(f"{counts[c]:{max(9, len(c))}}" for c in columns), end="")
        print(f"  {score:6.1f}%")
    return score


def mutmut(*arguments: str) -> str:
    """What mutmut prints."""
    return subprocess.check_output([MUTMUT, *arguments], cwd=ROOT, text=True)


if __name__ == "__main__":
    sys.exit(main())
