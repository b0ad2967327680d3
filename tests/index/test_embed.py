from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed import BUNDLED, TorchEncoder, bundled_folder, check_weights, load_encoder
from index.errors import ModelError, UsageError
from index.settings import Settings

TEXTS = ["When did the city fall?", "hello " * 400, "Ünïcödé – 日本", "", "A short one."]


@pytest.mark.filterwarnings("ignore")
def test_the_graph_gives_the_vectors_of_sentence_transformers(settings: Settings) -> None:
    ours = load_encoder(BUNDLED, settings.cache).encode(TEXTS, query=True)
    theirs = TorchEncoder(str(bundled_folder())).encode(TEXTS, query=True)
    assert ours.shape == theirs.shape == (5, 384)
    assert np.abs(ours - theirs).max() < 1e-4


def test_a_vector_does_not_depend_on_the_batch_it_is_made_in(settings: Settings) -> None:
    encoder = load_encoder(BUNDLED, settings.cache)
    alone = np.vstack([encoder.encode([text], query=False) for text in TEXTS])
    assert np.abs(alone - encoder.encode(TEXTS, query=False)).max() < 1e-4


def test_damaged_weights_are_named_with_the_command_that_restores_them(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"not these")
    with pytest.raises(ModelError, match=r"model\.safetensors.*damaged.*pip install"):
        check_weights(weights, "0" * 64)
    with pytest.raises(ModelError, match="missing"):
        check_weights(tmp_path / "none", "0" * 64)


@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_not_there_is_a_clear_error(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="DATELINE_EMBED_MODEL"):
        load_encoder(str(tmp_path / "no-such-model"), settings.cache)
