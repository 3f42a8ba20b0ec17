"""A model as small as can be: the real Rasa, trained once for the whole run on a few of the real examples."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
EXAMPLES_OF_EACH = 12


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return what a Rasa process needs to know, quiet and without telemetry."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "SMSUP_DATA_DIR": str(folder / "var"),
        **more,
    }


def write_project(folder: Path) -> None:
    """Copy the repository's brain with only the first examples of each intent, in English and Arabic."""
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "rules.yml", folder / "data" / "rules.yml")
    for source in sorted(ROOT.glob("data/nlu/en/*.yml")) + sorted(ROOT.glob("data/nlu/ar/*.yml")):
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
        for block in content["nlu"]:
            block["examples"] = "\n".join(block["examples"].splitlines()[:EXAMPLES_OF_EACH]) + "\n"
        target = folder / "data" / source.parent.name / source.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def run_rasa(folder: Path, *arguments: str) -> str:
    """Run a Rasa command in a project and return all it wrote; fails the test when Rasa does."""
    command = [str(PYTHON), "-m", "rasa", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a trained model."""
    if not PYTHON.exists():
        pytest.skip("the brain's Python is not installed")
    folder = tmp_path_factory.mktemp("brain")
    write_project(folder)
    run_rasa(folder, "train", "--fixed-model-name", "brain")
    return folder
