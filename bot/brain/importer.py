"""Read the training texts once: Rasa asks for all of them three times in one training."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData


class OnceImporter(RasaFileImporter):
    """Rasa's own importer of files, but that it remembers what it has read while the files stay as they are."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the texts to learn from. Whoever asks copies what it changes, as Rasa does when it merges them."""
        files = tuple((path, Path(path).stat().st_mtime_ns) for path in self._nlu_files)
        return _read(files, language or "en")


@lru_cache(maxsize=1)
def _read(files: tuple[tuple[str, int], ...], language: str) -> TrainingData:
    return training_data_from_paths((path for path, _ in files), language)
