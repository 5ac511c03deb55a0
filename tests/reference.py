"""The reference data beside the project, which a user may not have, and the one mark of tests that need them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def beside(proof: str) -> pytest.MarkDecorator:
    """Skips where the data are absent; ``proof`` says what of the project itself then proves the same."""
    return pytest.mark.skipif(not SHARED.exists(), reason=f"../shared is absent; {proof}")
