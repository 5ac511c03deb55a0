"""Every peer in an environment of its own, outside the project, at the versions named here."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measurement.race import OURS

ROOT = Path(__file__).parents[2]
UV = ROOT / ".tools/bin/uv"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "exemplar-benchmarks"
NEW = ("numpy==2.4.6", "scipy==1.17.1")
FRAMES = (*NEW, "pandas==3.1.1")
#: What each peer is installed with. Older companions where the peer asks for them or is wrong with newer ones:
#: irrCAC takes NaN for a category on pandas 3, factor-analyzer breaks on scikit-learn 1.8 and pandas 3.
PEERS: dict[str, tuple[str, ...]] = {
    "girth": ("girth==0.8.0", *NEW),
    "mirt": ("mirt==1.2.0", *NEW),
    "theta-irt": ("theta-irt==0.1.1", *NEW),
    "raschpy": ("raschpy==1.4.0", *FRAMES),
    "catsim": ("catsim==0.21.0", *NEW),
    "catpie": ("catpie==0.2.0", "numpy==2.4.6"),
    "adaptivetesting": ("adaptivetesting==1.1.4", *FRAMES),
    "krippendorff": ("krippendorff==0.9.0", "numpy==2.4.6"),
    "rater-agreement": ("rater-agreement==0.1.0", "numpy==2.4.6"),
    "irrcac": ("irrcac==0.4.4", "pandas==2.3.3"),
    "pingouin": ("pingouin==0.7.0", *FRAMES),
    "reliabilipy": ("reliabilipy==0.0.36", "scikit-learn==1.7.2", "pandas==2.3.3"),
    "ordinalcorr": ("ordinalcorr==0.9.0", *FRAMES),
    "semopy": ("semopy==2.3.11", *FRAMES),
    "omnisem": ("omnisem==1.0.0rc2", *FRAMES),
    "factor-analyzer": ("factor-analyzer==0.5.1", "scikit-learn==1.7.2", "pandas==2.3.3"),
    "horns": ("horns==0.6.0", "matplotlib"),
    "statsmodels": ("statsmodels==0.15.0", *FRAMES),
}


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python that can run one contender; ``failure`` says why there is none."""

    peer: str
    python: Path
    versions: dict[str, str] = field(default_factory=dict)
    failure: str = ""

    @property
    def version(self) -> str:
        """Of the peer itself."""
        return self.versions.get(self.peer, "")


def environment(peer: str, install: bool = True) -> Environment:
    """The peer's environment, made if it is not there yet and may be."""
    if peer == OURS:
        return Environment(peer, Path(sys.executable), {peer: _commit(), **_versions(Path(sys.executable))})
    wanted = PEERS[peer]
    folder = CACHE / f"{peer}-{hashlib.sha256(' '.join(wanted).encode()).hexdigest()[:8]}"
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        if not install:
            return Environment(peer, python, failure="not installed, and installing was not wanted")
        failure = _install(folder, wanted)
        if failure:
            return Environment(peer, python, failure=failure)
        (folder / "ready").touch()
    return Environment(peer, python, _versions(python))


def environments(peers: Iterable[str], install: bool = True) -> dict[str, Environment]:
    """Every peer's, by name."""
    return {peer: environment(peer, install) for peer in sorted(set(peers))}


def _install(folder: Path, wanted: tuple[str, ...]) -> str:
    if not UV.exists():
        return f"{UV.relative_to(ROOT)} is missing: `make test` brings it"
    # where pip was told to look, uv looks too
    base = Path(sys.base_prefix) / f"bin/python{sys.version_info.major}.{sys.version_info.minor}"
    found = subprocess.run([base, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    index = {"UV_DEFAULT_INDEX": found.stdout.strip()} if found.stdout.strip() else {}
    made = ("venv", "--quiet", "--clear", "--python", str(base), str(folder))
    filled = ("pip", "install", "--quiet", "--compile-bytecode", "--python", str(folder / "bin/python"), *wanted)
    for command in (made, filled):
        done = subprocess.run([UV, *command], capture_output=True, text=True, env={**os.environ, **index})
        if done.returncode:
            return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"uv ended with {done.returncode}"
    return ""


def _versions(python: Path) -> dict[str, str]:
    script = (
        "import json, sys, importlib.metadata as m;"
        "v = {d.metadata['Name'].lower().replace('_', '-'): d.version for d in m.distributions()};"
        "print(json.dumps({'python': sys.version.split()[0], **v}))"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, text=True)
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {}


def _commit() -> str:
    done = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()
