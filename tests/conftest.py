"""What all tests share: where the corpus stands, Hypothesis profiles, and a language fixed to Chinese."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# Examples are derived from the test's own code, so that a run says the same everywhere; a deadline
# would make the result depend on the machine. `HYPOTHESIS_PROFILE=search` looks for new examples.
settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def _messages_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are in the default language, whatever the machine's environment says."""
    monkeypatch.delenv("DUIXIAN_LANG", raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of real reports as text: ``DUIXIAN_CORPUS``; the test is skipped where there is none."""
    named = os.environ.get("DUIXIAN_CORPUS")
    if not named or not Path(named).is_dir():
        pytest.skip("DUIXIAN_CORPUS names no folder of reports")
    return Path(named)


@pytest.fixture(scope="session")
def real_documents() -> tuple[Path, ...]:
    """Real documents that stand beside the repository; the test is skipped where there are none."""
    folder = ROOT.parent / "shared" / "documents"
    paths = tuple(sorted(path for path in folder.glob("*.*") if path.suffix in {".txt", ".md"}))
    if not paths:
        pytest.skip("no real documents stand beside the repository")
    return paths
