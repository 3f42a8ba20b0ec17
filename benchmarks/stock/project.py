"""A Rasa project as `rasa init` would set it up, with our training texts and intents in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Path(__file__).with_name("config.yml")


def write(folder: Path, texts: Path, epochs: int) -> None:
    """Write config, domain, a story an intent, and copy our texts; epochs: of DIET and TED (stock: 100)."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for component in (*config["pipeline"], *config["policies"]):
        if "epochs" in component:
            component["epochs"] = epochs
    ours = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = sorted({path.stem for path in texts.glob("nlu/*/*.yml")})
    answers = {f"utter_{intent}": [{"text": intent}] for intent in intents}
    domain = {"version": "3.1", "intents": intents, "entities": ours["entities"], "responses": answers}
    steps = {intent: [{"intent": intent}, {"action": f"utter_{intent}"}] for intent in intents}
    stories = [{"story": intent, "steps": steps[intent]} for intent in intents]
    for name, content in (
        ("config.yml", config),
        ("domain.yml", domain),
        ("data/stories.yml", {"version": "3.1", "stories": stories}),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    shutil.copytree(texts / "nlu", folder / "data" / "nlu")
