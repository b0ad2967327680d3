"""Place, day and agency in front of a report, in the forms that papers and agencies print."""

from __future__ import annotations

import pytest

from index.placeline import placeline


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("ASHFORD, 3 May 2024 (Agency) - Rebels took the city.", "ASHFORD", "3 May 2024", "Agency"),
        ("PORT HALE, Isle of Vale, May 3, 2024 -- Rebels took the city.", "PORT HALE, Isle of Vale", "May 3, 2024", ""),
        ("ASHFORD, Upper Vale, Northland, Friday, May 3, 2024 – Rebels took the city.", "ASHFORD, Upper Vale, Northland", "Friday, May 3, 2024", ""),
        ("ASHFORD, May 3 (Vale News) - Rebels took the city.", "ASHFORD", "May 3", "Vale News"),
        ("ASHFORD, Vale (AP) — Rebels took the city.", "ASHFORD, Vale", "", "AP"),
        ("ST. BRENT (AP) — Rebels took the city.", "ST. BRENT", "", "AP"),
        ("ASHFORD/PORT HALE, May 3 (Reuters) - Rebels took the city.", "ASHFORD/PORT HALE", "May 3", "Reuters"),
        ("Port Hale, May 3 (PTI) Rebels took the city.", "Port Hale", "May 3", "PTI"),
        ("PORT HALE, MAY 3, 2024: Rebels took the city.", "PORT HALE", "MAY 3, 2024", ""),
        ("ASHFORD, May 3. /VALE/. Rebels took the city.", "ASHFORD", "May 3", "VALE"),
        ("ASHFORD, May 3, 2024 /NewsWire/ -- Rebels took the city.", "ASHFORD", "May 3, 2024", "NewsWire"),
        ("Ashford, 3 May 2024 – The rebels took the city.", "Ashford", "3 May 2024", ""),
        ("3 May 2024, Ashford – The rebels took the city.", "Ashford", "3 May 2024", ""),
        ("May 3 (Reuters) - Rebels took the city.", "", "May 3", "Reuters"),
        ("**ASHFORD** – Ann Lee's government fell on Wednesday night.", "ASHFORD", "", ""),
        ("SÃO BRENTO, 3 May 2024 (Agency) - Rebels took the city.", "SÃO BRENTO", "3 May 2024", "Agency"),
        ("ASHFORD, Vale (May 3, 2024) – Rebels took the city.", "ASHFORD, Vale", "May 3, 2024", ""),
        ("(Ashford, 3 May 2024) – Rebels took the city.", "Ashford", "3 May 2024", ""),
        ("ASHFORD, Tues., May 7, 2024, 14:32 GMT (VN) -- Rebels took the city.", "ASHFORD", "Tues., May 7, 2024, 14:32 GMT", "VN"),
        ("ASHFORD, 2024-05-03 — Rebels took the city.", "ASHFORD", "2024-05-03", ""),
    ],
)  # fmt: skip
def test_a_dateline_gives_place_day_and_agency(line: str, place: str, day: str, agency: str) -> None:
    found = placeline(line)
    assert found is not None
    assert (found.place, line[found.start : found.end], found.agency) == (place, day, agency)
    assert line[found.story :].startswith(("Rebels took", "The rebels took", "Ann Lee's"))
    assert found.whole == ("2024" in day)


@pytest.mark.parametrize(
    "line",
    [
        "On Monday, 3 May 2024 - the day was long.",
        "Ann Lee, 22 May 1941 – 3 March 2025",
        "The war that ended on 3 May 1945 was long.",
        "BREAKING – Rebels took the city on Friday, the army said.",
        "Victory – at last the rebels have it.",
        "HOST: Welcome to the programme, Ann Lee.",
        "3 May 1945 – The armies meet on the river.",
        "May 3, 1945 - The troops come home.",
        "Rebels took the city on Friday, 3 May 2024 - after a siege.",
        "ANN LEE (born 3 May 1941) - A life",
        "ASHFORD 3 - BRENT 2 after extra time",
        "Ann Lee (Greens) - Elected with 40 per cent",
        "THE ASHFORD GAZETTE - COURTS",
        "DOCKER JAILED OVER THEFT - Court hears of it",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert placeline(line) is None
