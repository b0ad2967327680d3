"""Amounts and their units."""

import pytest

from qa.measure import amounts


@pytest.mark.parametrize(
    ("kind", "sentence", "found"),
    [
        ("duration", "The thief of 212 vans got three years and two months.", ["three years and two months"]),
        ("duration", "After an eleven-day siege and half an hour of rain, a 36-year-old fled.", ["eleven-day", "half an hour"]),
        ("distance", "At 4 a.m. they lined the 1,180-metre tunnel.", ["1,180-metre"]),
        ("money", "He took £186,400, then $2.5 million, from 74 clients.", ["£186,400", "$2.5 million"]),
        ("power", "The 240-megawatt dam cost 3 million.", ["240-megawatt"]),
        ("share", "A third of them left.", []),
    ],
)  # fmt: skip
def test_amounts_of_a_kind_are_found_with_their_units(kind: str, sentence: str, found: list[str]) -> None:
    assert [sentence[a:b] for a, b in amounts(kind, sentence)] == found
