"""`smsup evaluate`, from the command line to the report, with a real small model on a few texts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.settings import ROOT

TEXTS = """nlu:
- intent: join_group
  examples: |
    - please let me join group [4321](group)
    - JOIN [4321](group)
    - i want to be in the group [Mothers](group), my number is +15550101234
- intent: leave_group
  examples: |
    - i want to leave group [4321](group)
- intent: send_message
  examples: |
    - tell [4321](group) that [the clinic is closed](body)
"""
BURMESE = """nlu:
- intent: join_group
  examples: |
    - အဖွဲ့ [၄၃၂၁](group) သို့ ဝင်ချင်ပါတယ် ကျေးဇူးပြုပြီး
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "en.yml").write_text(TEXTS, encoding="utf-8")
    (folder / "my.yml").write_text(BURMESE, encoding="utf-8")
    (folder / "news_en.txt").write_text("the bus did not come today\n", encoding="utf-8")
    return folder


@pytest.fixture
def smsup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """With a data folder of its own."""
    monkeypatch.setenv("SMSUP_DATA_DIR", str(tmp_path / "var"))
    return CliRunner()


def _evaluate(smsup: CliRunner, *arguments: str | Path) -> Result:
    return smsup.invoke(main, ["evaluate", *map(str, arguments)])


@pytest.mark.brain
def test_a_model_is_measured_and_the_report_is_written(
    smsup: CliRunner, project: Path, texts: Path, tmp_path: Path
) -> None:
    model = project / "models" / "brain.tar.gz"
    ran = _evaluate(smsup, model, "--texts", texts, "--against", model)
    assert ran.exit_code == 0, ran.output
    table = {line[:22].strip(): line[22:].split() for line in ran.stdout.splitlines()}
    assert ran.stdout.splitlines()[0].split() == ["en", "my", "my", "(Zawgyi)", "target"]
    assert table["texts"] == ["5", "1", "1"]
    assert table["language"] == ["100.0%"] * 3
    assert re.search(r"^news acted upon +0 of 1 +– +– +0$", ran.stdout, re.MULTILINE)
    assert "Against brain:" in ran.stdout
    assert "Regressed: none" in ran.stdout
    assert "8 texts" in ran.stderr
    page = (tmp_path / "var" / "evaluation.html").read_text(encoding="utf-8")
    assert page.count('<svg class="matrix"') == 3
    assert "1555010" not in page + ran.output


@pytest.mark.brain
def test_one_language_only_and_a_report_elsewhere(smsup: CliRunner, project: Path, texts: Path, tmp_path: Path) -> None:
    report = tmp_path / "here.html"
    model = project / "models" / "brain.tar.gz"
    ran = _evaluate(smsup, model, "--texts", texts, "--language", "en", "--report", report)
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.splitlines()[0].split() == ["en", "target"]
    assert report.read_text(encoding="utf-8").count('<svg class="matrix"') == 1


def test_a_language_without_texts_is_refused_in_a_line(smsup: CliRunner, texts: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.touch()
    ran = _evaluate(smsup, model, "--texts", texts, "--language", "fr")
    assert (ran.exit_code, ran.stderr) == (2, "smsup: fr: there are texts only in en, my\n")


def test_without_a_model_it_says_what_to_do(smsup: CliRunner, texts: Path) -> None:
    ran = _evaluate(smsup, "--texts", texts)
    assert (ran.exit_code, ran.stderr) == (2, "smsup: there is no trained model; run `smsup train`\n")


@pytest.mark.skipif(not (ROOT / ".venv-rasa" / "bin" / "python").exists(), reason="there is no Python 3.10 here")
def test_a_file_that_is_no_model_is_refused_in_a_line(smsup: CliRunner, texts: Path, tmp_path: Path) -> None:
    model = Path(shutil.make_archive(str(tmp_path / "model"), "gztar", texts))
    ran = _evaluate(smsup, model, "--texts", texts)
    assert ran.exit_code == 2
    assert ran.stderr.splitlines()[-1].startswith("smsup: model.tar.gz cannot be used: ")
