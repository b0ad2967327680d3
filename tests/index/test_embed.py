from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed import BUNDLED, TorchEncoder, bundled_folder, check_weights, load_encoder
from index.errors import ModelError, UsageError
from index.settings import Settings

TEXTS = ["When did the city fall?", "hello " * 400, "Ünïcödé – 日本", "", "A short one."]

NEWS = """
The harbour of Ostvik stays closed until Thursday, the coast guard said, after a ferry with 214 people on board ran aground.
Prosecutors in Linz asked for four years in prison for the former head of the savings bank, who denies all charges.
Teachers and nurses walked out across the north on Monday, the third strike since March, over pay that unions say has lost a tenth of its worth.
A court in Nairobi suspended the new levy on imported wheat, which millers had called ruinous, until a full hearing on 4 June.
Wolves were seen near the capital for the first time in ninety years, the environment ministry said; it asked walkers to keep dogs on a lead.
The goalkeeper saved two penalties and the visitors went through after extra time, 3-2 on the night, before 41,000 people in the rain.
Shares in the chip maker fell 8 percent after it cut its forecast for the year, and suppliers in Taiwan and the Netherlands fell with it.
"We will not sign a paper that we have not read," the foreign minister told reporters as she left the talks shortly before midnight.
"""


@pytest.mark.filterwarnings("ignore")
def test_the_graph_gives_nearly_the_vectors_of_sentence_transformers(settings: Settings) -> None:
    """Its matrices are in int8; the texts it was set by are not among these."""
    texts = [*TEXTS, *(s for s in NEWS.split("\n") if s)]
    ours = load_encoder(BUNDLED, settings.cache).encode(texts, query=True)
    theirs = TorchEncoder(str(bundled_folder())).encode(texts, query=True)
    assert ours.shape == theirs.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.min() > 0.997
    assert cosines[len(TEXTS) :].mean() > 0.999


def test_a_vector_does_not_depend_on_the_batch_it_is_made_in(settings: Settings) -> None:
    encoder = load_encoder(BUNDLED, settings.cache)
    alone = np.vstack([encoder.encode([text], query=False) for text in TEXTS])
    assert np.array_equal(alone, encoder.encode(TEXTS, query=False))
    assert encoder.encode([], query=False).shape == (0, 384)


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
