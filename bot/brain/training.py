"""`rasa train`, but that parts which do not need each other learn at once: `python -m bot.brain.training --help`.

Rasa trains one part after the other, and each of ours leaves a core idle for much of its time: the judges of intents
learn in rows of small steps, the entities' network reads its texts before it learns. The model is the same.
"""

from __future__ import annotations

import gc
from typing import Any

import rasa.model_training
from dask import threaded
from rasa.__main__ import main
from rasa.engine.runner.dask import DaskGraphRunner

AT_ONCE = 2
"""As many parts as take long: intents and entities."""


class SideBySide(DaskGraphRunner):
    """Runs a graph as Rasa's own runner does, in threads."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return what comes out of each target, by its name."""
        wanted = targets or self._graph_schema.target_names
        graph = self._build_dask_graph(self._graph_schema.minimal_graph_schema(wanted))
        self._add_inputs_to_graph(inputs, graph)
        return dict(threaded.get(graph, wanted, num_workers=AT_ONCE))


if __name__ == "__main__":
    gc.disable()  # nearly all that a training makes stays to its end: looking for rubbish among it takes seconds
    rasa.model_training.DaskGraphRunner = SideBySide
    main()
