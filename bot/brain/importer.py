"""Read the training texts once, and let them be copied quickly: Rasa asks for all of them several times a training."""

from __future__ import annotations

from copy import copy, deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Example(Message):
    """A text to learn from. Rasa copies and compares all of them a dozen times, in ways that know nothing of them."""

    def __hash__(self) -> int:
        """Return a number that is the same for examples of the same text: few are, and those are compared whole."""
        return hash(self.get(TEXT))

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        twin = copy(self)
        twin.data = {name: _copied(name, value, memo) for name, value in self.data.items()}
        twin.features, twin.output_properties = list(self.features), set(self.output_properties)
        return twin


def _copied(name: str, value: Any, memo: dict[int, Any]) -> Any:
    if isinstance(value, str):
        return value
    return [dict(entity) for entity in value] if name == ENTITIES else deepcopy(value, memo)


class OnceImporter(RasaFileImporter):
    """Rasa's own importer of files, but that it remembers what it has read while the files stay as they are."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the texts to learn from. Whoever asks copies what it changes, as Rasa does when it merges them."""
        files = tuple((path, Path(path).stat().st_mtime_ns) for path in self._nlu_files)
        return _read(files, language or "en")


@lru_cache(maxsize=1)
def _read(files: tuple[tuple[str, int], ...], language: str) -> TrainingData:
    found = training_data_from_paths((path for path, _ in files), language)
    found.training_examples = [
        Example(each.data, each.output_properties, each.time, each.features) for each in found.training_examples
    ]
    return found
