"""The grammar of time expressions: rules over word classes, and one pattern that finds where any of them begins.

A rule is a regular expression in which `<name>` stands for one word of a category (see `timeword`), a space for
whitespace, and `{NAME}` for a phrase defined here. It runs over the text's class string, in which every token is one
character; so it sees "the last three years" as four characters and three spaces, and it cannot backtrack for long.
Where several rules match at one place, the longest match is taken, then the first in this list.
"""

from __future__ import annotations

import re
from typing import Final

from index.timeword import MEMBERS, OTHER_WORD

_PHRASES: Final = {
    "DIG": r"(?:<d0>|<d12>|<d24>|<d31>|<d59>|<d99>|<year4>|<oldyear>|<bignum>)",
    "DAY": r"(?:<d12>|<d24>|<d31>)",
    "NUM": r"(?:{DIG}(?:,{DIG})?(?:\.{DIG})?(?:[ -]{DIG}/{DIG}|[ -]<and>[ -]<a>[ -]<half>)?|(?:<a> )?<num>(?:[ -](?:<and> )?<num>){0,4}"
    r"(?:[ -]<and>[ -]<a>[ -]<half>| {DIG}/{DIG})?)",
    "QTY": r"(?:{NUM}\+?|<a> <amount>(?: <of>)?|<amount>(?: <of>)?|<half> <a>|<a> <half>|<a>|<some>)",
    "CLOCK": r"(?:(?:<d0>|<d12>|<d24>)(?:[:.](?:<d0>|<d12>|<d24>|<d31>|<d59>)(?::{DIG})?)?\+? ?"
    r"(?:<ampm>|(?:<a>|<p>)\. ?<m>\.?)|(?:<bignum>|<year4>|<oldyear>)<ampm>)",
    "TZ": r"(?: \(?<tz>\)?(?: <time>)?| (?:<tzname>|w)(?: <standard>)? <time>)",
    "YEAR": r"(?:<year4>|<oldyear>)",
    "MONTH": r"<month>\.?",
    "DOM": r"{DAY}(?: ?<sfx>)?",
    "WD": r"<wday>\.?",
    "DMY": r"(?:{WD},? )?(?:<the> )?(?P<d>{DOM})(?: <of>)? (?P<m>{MONTH})(?:,? (?P<y><year4>))?",
    "RELYEAR": r"(?:<this>|<last>|<next>) <year1>",
    "ORD": r"(?:<ord>|{DIG}<sfx>)",
    "REL": r"(?:<this> <past>|<this> <next>|<this>|<last>|<next>|<the> <last>|<the> <next>|<that>|<the> <same>|<that> <same>|<the> <latest>|<latest>)",
}

RULES: Final[dict[str, str]] = {
    # whole dates
    "iso": r"(?P<y><year4>)[-/.](?P<m><d12>)[-/.](?P<d>{DAY})(?:[ <t>]<d24>?<d12>?<d0>?:{DIG}(?::{DIG})?<z>?)?",
    "compact": r"(?P<ymd><ymd>)",
    "numeric": r"(?P<a>{DAY})(?P<sep>[/.-])(?P<b>{DAY})(?P=sep)(?P<y><year4>|<d0>|<d12>|<d24>|<d31>|<d59>|<d99>)",
    "monthspan": r"(?P<m>{MONTH}) (?P<d>{DOM})(?=(?: ?- ?| <to> | <and> ){DOM}(?:,? | <of> )(?P<y>{YEAR}))",
    "mdy": r"(?:(?P<w>{WD}),? )?(?P<m>{MONTH}) (?:<the> (?={DAY} ?<sfx>))?(?P<d>{DOM})(?:(?:,| ,|, <of>| <of>)? (?P<y>{YEAR})|,? (?P<ry>{RELYEAR}))?",
    "dmy": r"(?:(?P<w>{WD}),? (?:<the> )?)?(?:<the> )?(?P<d>{DOM})(?: <of> |[ -])?(?P<m>{MONTH})(?:(?:,? |-)(?P<y>{YEAR})|,? (?P<ry>{RELYEAR}))?"
    r"(?:,? (?P<w2>{WD}))?",
    "rel_mdy": r"(?P<rel><last>|<this>|<next>) (?P<m>{MONTH}) (?P<d>{DOM})",
    "ord_month": r"(?:<the> )?(?P<o><ord>) <of> (?P<m><month>)(?:,? (?P<y>{YEAR}))?",
    "month_ord": r"(?P<m><month>) (?P<o><ord>)(?:,? (?P<y>{YEAR}))?",
    # days of a list, each a mention: "10, 11 and 12 November", "Oct. 3-5"
    "first_days": r"(?P<d>{DOM})(?=(?:, {DOM})*(?: ?- ?| <to> |,? <and> | <or> )(?P<last>{DAY})(?: ?<sfx>)? (?:<of> )?(?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?)",
    "next_day": r"(?P<d>{DAY}(?:(?<=-.)|(?<=- .)|(?<=[<and>] .)|(?<=[<to>] .)|(?<=, .))(?: ?<sfx>)?)(?:,? (?P<y>{YEAR}))?",
    # parts of a named day, of a week, of a month
    "part_mdy": r"(?:<the> )?(?P<part><part>|<unit1>) <of> (?:(?P<w>{WD}),? )?(?P<m>{MONTH}) (?P<d>{DOM})(?:,? (?P<y>{YEAR}))?",
    "part_dmy": r"(?:<the> )?(?P<part><part>|<unit1>) <of> (?:(?P<w>{WD}),? )?(?:<the> )?(?P<d>{DOM})(?: <of> |[ -])?(?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?",
    "part_wday": r"(?:<the> )?(?P<part><part>) <of> (?P<w>{WD})",
    # "the last week of June", "the first Monday in May"
    "week_of_month": r"(?:<the> )?(?P<o><ord>|<last>|<final>) (?P<unit><unit1>) (?:<of>|<in>) (?P<m>{MONTH})(?:(?:,| <of>)? (?P<y><year4>)|,? (?P<ry>{RELYEAR}))?",
    "wday_of_month": r"(?:<the> )?(?P<o><ord>|<last>|<final>) (?P<w><wday>) (?:<of>|<in>) (?P<m>{MONTH})(?:(?:,| <of>)? (?P<y><year4>)|,? (?P<ry>{RELYEAR}))?",
    "month_of": r"(?:<the> )?(?P<unit><unit1>) <of> (?P<m>{MONTH})(?:(?:,| <of>)? (?P<y><year4>)|,? (?P<ry>{RELYEAR}))?",
    "nine_eleven": r"<d12>/<d12>",
    "the_day": r"<on> <the> (?P<d>{DAY}<sfx>)(?! (?:<of> )?<month>| <of> (?:<this>|<last>|<next>) <month1>)",
    "dom_of": r"<the> (?P<d>{DAY}<sfx>) <of> (?P<rel><this>|<last>|<next>) <month1>",
    "wday_ord": r"(?P<w>{WD}),? <the> (?P<o><ord>)",
    "wday_dom": r"(?P<w>{WD}),? <the> (?P<d>{DAY}<sfx>)",
    # months, seasons, years, decades, centuries
    "month_year": r"(?P<m>{MONTH})(?:,| <of>|, <of>|-)? ?(?P<y><year4>)",
    "month_old_year": r"(?P<m>{MONTH})(?: <of>|, <of>)? (?P<y><oldyear>)",
    "month_rel": r"(?P<m>{MONTH})(?:,| <of>)? (?P<ry>{RELYEAR})",
    # In "the fact that December 16, 2023, …" the month belongs to the day.
    "rel_month": r"(?P<rel>{REL}) (?P<m>{MONTH})(?! {DOM},? {YEAR}| {YEAR})",
    "month": r"(?P<m>{MONTH})",
    "season_year": r"(?:<the> )?(?P<s><season>)(?: <of>|,)? (?P<y><year4>)",
    "season_old_year": r"(?:<the> )?(?P<s><season>)(?: <of>)? (?P<y><oldyear>)",
    "season_apos": r"(?:<the> )?(?P<s><season>) <of> '(?P<y>{DAY}|<d59>|<d99>)",
    "year_season": r"(?:<the> )?(?P<y><year4>) (?P<s><season>)",
    "season_rel": r"(?:<the> )?(?P<s><season>)(?: <of>|,)? (?P<ry>{RELYEAR})",
    "rel_season": r"(?P<rel>{REL}) (?P<s><season>)",
    "season": r"(?:<the> )?(?P<s><season>)",
    "year": r"(?:<the> <year> )?(?P<y><year4>)",
    "old_year": r"(?P<y><oldyear>)",
    "apos_year": r"'(?P<y>{DIG})",
    "year_span": r"(?P<y>{YEAR})(?: ?- ?|/)(?P<y2>{YEAR}|<d0>|<d12>|<d24>|<d31>|<d59>|<d99>)",
    "spoken_year": r"(?:(?P<m><month>) )?(?:<the> <year> )?(?P<y>(?:<year2>)(?: <ten>(?:[- ]<num>)?| <teen>)|<num> <thousand>(?: <and>)?(?: <num>){0,2})",
    "fiscal_year": r"(?:<the> )?(?:<fiscal>(?: <year1>)?|<fy>) ?(?P<y><year4>)",
    "decade": r"(?:<the> )?(?P<y><year4>|<oldyear>) ?'?<s>",
    "apos_decade": r"(?:<the> )?'(?P<y><d0>|<d12>|<d24>|<d31>|<d59>|<d99>) ?'?<s>",
    "word_decade": r"<the> (?P<y><decadew>)",
    "century": r"(?:<the> )?(?P<o>{ORD})[ -]<century>(?: (?P<bc><bc>))?",
    # quarters and halves
    "quarter": r"(?:<the> )?(?:<fiscal>[- ])?(?P<o>{ORD})[- ](?:<fiscal>[- ])?(?:<quarter>|<half>)(?:(?: <of>|,)?(?: <fiscal>(?: <year1>)?)? (?P<y><year4>)|"
    r"(?: <of>|,)? (?P<ry>{RELYEAR})|(?: <of>) (?P<ty><the> (?:<fiscal> )?<year1>))?",
    "quarters": r"(?:<the> )?(?P<o>{ORD})(?=(?:, {ORD})*,? (?:<and>|<or>|<to>) {ORD} <quarter>(?:(?: <of>|,)? (?P<y><year4>))?)",
    "final_quarter": r"(?:<the> )?(?:<last>|<final>) (?:<quarter>|<half>) <of> (?:(?:<fiscal> )?(?P<y><year4>)|(?P<ry>{RELYEAR})|(?P<ty><the> (?:<fiscal> )?<year1>))",
    "year_quarter": r"(?:<the> )?(?:<fiscal> (?:<year1> )?)?(?P<y><year4>)(?:'<s>|'|[ -])+(?P<o>{ORD})[- ](?:<fiscal>[- ])?(?:<quarter>|<half>)",
    "rel_quarter": r"(?P<ry>{RELYEAR})(?:'<s>|')? (?P<o>{ORD})[- ](?:<fiscal>[- ])?(?:<quarter>|<half>)",
    "q_quarter": r"(?:<q>|<h>)(?P<o><d12>)(?:(?: <of>)?[ -'](?P<y><year4>|<d12>|<d24>|<d31>))?",
    "last_half": r"(?:<the> )?(?P<rel><last>) <half>(?: <of> (?P<y><year4>))?",
    "year_period": r"<the> (?P<y><year4>) (?:<quarter>|<period>)",
    "ago_period": r"(?:<the> )?(?:<alike> )?<year1>[- ]<agoh>(?: (?:<quarter>|<period>))?",
    "ago_quarter": r"(?:<the> )?(?:<alike> )?<year1>[- ]<agoh> (?:<fiscal> )?(?P<o>{ORD})[- ](?:<quarter>|<half>)",
    "ago_span": r"(?:<the> )?<year1>[- ]<agoh> (?P<n>{NUM})[ -](?P<unit><unit>)(?: <period>)?",
    "same_period": r"(?:<the> )?(?:<same>|<alike>) (?:<fiscal> )?(?P<unit><quarter>|<period>|<month1>)(?:,? <of>| <in>)? "
    r"(?:(?P<y><year4>)|(?P<ry>{RELYEAR})|(?:<a> <year1> <agoh>|<the> <last> <year1>))",
    "rel_period": r"(?P<ry>{RELYEAR})'(?:<s>)? (?P<unit><quarter>|<period>)",
    "latest_period": r"(?:<the> )(?:<latest>|<same>) <period>",
    # weekdays
    "wday_part": r"(?:(?P<rel>{REL}) )?(?P<w>{WD})[ -](?P<part><part>)",
    "wday": r"(?:(?:<the> )?(?P<rel>{REL}) )?(?P<w>{WD})",
    "wdays": r"(?P<w><wdays>)",
    # today and the parts of the day
    "deictic": r"(?P<w><deictic>)(?: (?P<part><part>))?",
    "deictic2": r"(?:<the> )?<day1> (?P<dir><ago>) (?P<w><deictic>)",
    "rel_part": r"(?P<rel>{REL}|<these>) (?P<part><part>)",
    "part": r"(?P<art><the>|<a>) (?P<part><part>)",
    "overnight": r"(?P<part><part>)",
    "early_part": r"(?:<the> )?(?P<em><earlymid>)[ -](?P<part><part>)(?:,? (?:<on> )?(?:(?P<w>{WD})|(?P<de><deictic>)))?",
    # units relative to now or to another mention
    "rel_unit": r"(?:(?P<rel>{REL}) )(?:<fiscal> )?(?P<unit><unit1>)(?: <or> <so>)?",
    "rel_units": r"(?:<the> )?(?P<rel>{REL}|<these>|<every>(?: <of>)? <the> <last>) (?P<n>{QTY} )(?:<uadj> )?(?P<unit><unit>)(?: <or> <so>)?",
    "rel_range": r"(?:<the> )?(?P<rel><last>|<next>) (?P<n>{NUM}) (?:<or>|<to>) (?P<n2>{NUM}) (?P<unit><unit>)",
    "ref_units": r"(?:<the> )?(?P<ref><ref>|<last>|<next>|<these>) (?P<unit><units>)(?: (?:<or>|<and>) (?P<unit2><units>))?",
    "mid_unit": r"<midunit>|<mid>-(?P<unit><unit1>)",
    "unit_end": r"(?:<the> )?(?P<unit><month1>|<quarter>|<decade>)(?:'<s> |-)<endw>",
    "year_end": r"<year1>(?:'<s>|-)? ?<endw>",
    "every_season": r"<every> (?P<s><season>)",
    "every_month": r"<every> (?P<m><month>)",
    "bare_unit": r"(?P<unit><unit>)",
    "units_ahead": r"<the> (?P<unit><unit>) <ahead>",
    "the_unit": r"<the> (?:<entire> |<fiscal> )?(?P<unit><unit1>)(?: <a> <year1> (?P<agoh><agoh>))?",
    "ago": r"(?P<n>{QTY})(?: (?:<or>|<to>) (?P<n2>{QTY}))?[ -]?(?:<uadj> )?(?P<unit><unit>)(?: <or> (?:<so>|<num>))?[ -](?P<dir><ago>|<from> <now>)",
    "ago_day": r"(?P<n>{QTY}) (?P<unit><unit>) (?P<dir><ago>) (?:(?P<de><deictic>)|(?:<on> )?(?P<w><wday>))",
    "ago_in": r"(?P<n>{QTY}) (?P<unit><unit>) (?P<dir><ago>) (?P<rel><this>|<last>|<next>) (?P<in><unit1>)",
    "from_day": r"(?P<n>{QTY}) (?P<unit><unit>) <from> (?:(?P<de><deictic>)|(?P<w><wday>))",
    "early_hours": r"(?:<early>|<wee>) <hours> (?:<of>|<on>)",
    "units_ago": r"(?P<unit><units>) (?P<dir><ago>)",
    "unit_before": r"<the> (?P<unit><unit1>|<part>) (?P<dir><ago>)",
    "wday_of": r"(?P<w>{WD}) <of> (?:(?P<rel>{REL}) (?P<unit><unit1>)|<the> (?P<far><unit1>) (?P<dir><ago>) (?P<rel2><last>|<next>))",
    "wday_before": r"<the> (?P<w>{WD}) (?P<dir><ago>)",
    # one farther on than the next: "the Monday after next", "the week before last", "Monday week", "a week on Monday"
    "season_beyond": r"(?:<the> )?(?P<s><season>) (?P<dir><ago>) (?P<rel><last>|<next>)",
    "seasons_ago": r"(?P<n>{NUM}) (?P<s><seasons>) (?P<dir><ago>)",
    "beyond": r"(?:<the> )?(?:(?P<w>{WD})|(?P<unit><unit1>)) (?P<dir><ago>) (?P<rel><last>|<next>)",
    "wday_week": r"(?:<a> (?P<unit><unit1>) (?P<on><on>|<last>) (?P<w>{WD})|(?P<w2>{WD}) (?P<unit2><unit1>))",
    "wdays_ago": r"(?P<n>{NUM}) (?P<w><wdays>) (?P<dir><ago>)",
    "some_ago": r"(?P<n>{QTY})(?: (?P<unit><time>))? (?P<dir><ago>)",
    # durations and sets
    "duration": r"(?P<n>{QTY})(?:(?:- ?| )(?:<or>|<to>|-)(?:-| )(?P<n2>{QTY})|-(?P<n3>{NUM}))?(?: |-)?(?:<uadj> )?(?P<unit><unit>)(?: <or> (?:<so>|<num>))?(?P<old>-<old>)?",
    "another": r"<another> (?P<unit><unit1>)",
    "and_half": r"(?P<n>{QTY})[ -](?P<unit><unit>) <and> <a> <half>(?: (?P<dir><ago>))?",
    "units": r"(?P<unit><units>)(?: (?:<or>|<and>) (?P<unit2><units>))?",
    "the_units": r"<the> (?P<unit><units>)",
    "unit_long": r"(?P<unit><unit>-<longw>|<ulong>)",
    "quarter_of": r"(?:(?:<a>|<the>) )?<quarter>(?:[ -]<of>[ -]<a>[ -]|[ -])(?P<unit><unit1>)",
    "some_time": r"(?P<n><some>) <time>",
    "half_unit": r"(?P<n><half>|{DIG}/{DIG})(?: <a>)?[ -](?P<unit><unit1>)",
    "every": r"(?P<e><every>) (?P<other>(?:<other>|<ord>) )?(?P<n>{NUM} )?(?P<unit><unit>)",
    "every_wday": r"<every> (?:(?:<other>|<ord>) )?(?P<w><wday>)(?: (?P<part><part>))?",
    "every_part": r"<every> (?P<part><part>)",
    "per": r"<per> (?P<unit><unit1>)",
    "advset": r"(?P<w><advset>)",
    # clock times
    "clock": r"(?P<c>{CLOCK})(?P<tz>{TZ})?",
    "clock_date": r"(?:(?P<c>{CLOCK})|(?P<noon><noon>))(?P<tz>{TZ})?,? (?:\([^()]{1,16}\) )?(?:<on> )?(?:(?:{WD},? )?(?P<m>{MONTH}) (?P<d>{DOM})(?:,? (?P<y><year4>))?|(?P<w>{WD})|(?P<de><deictic>))",
    "clock24_date": r"(?P<h><d0>|<d12>|<d24>)(?P<dot>[:.])(?P<min><d0>|<d12>|<d24>|<d31>|<d59>)(?P<tz>{TZ})?,? (?:<on> )?"
    r"(?:(?:{WD},? )?(?P<m>{MONTH}) (?P<d>{DOM})(?:,? (?P<y><year4>))?|(?:(?P<w>{WD})|(?P<de><deictic>))(?: (?P<pod><part>))?)",
    "clock_dmy": r"(?:(?P<c>{CLOCK})|(?P<noon><noon>))(?P<tz>{TZ})?,? (?:<on> )?{DMY}",
    "clock24_dmy": r"(?P<h><d0>|<d12>|<d24>)(?P<dot>[:.])(?P<min><d0>|<d12>|<d24>|<d31>|<d59>)(?P<tz>{TZ})?,? (?:<on> )?{DMY}",
    "dmy_clock": r"{DMY},?(?: <at>)? ?(?P<c>{CLOCK})(?P<tz>{TZ})?",
    "military_date": r"(?P<hm>{DIG}) ?(?P<tz><tz>),? (?:<on> )?"
    r"(?:(?:{WD},? )?(?P<m>{MONTH}) (?P<d>{DOM})(?:,? (?P<y><year4>))?|(?P<w>{WD})|(?P<de><deictic>))",
    "clock_night": r"(?P<c>{CLOCK})(?P<tz>{TZ})? (?P<rel><last>|<this>) <part>",
    "date_clock": r"(?:(?:(?P<rel>{REL}) )?(?P<w>{WD})|(?:{WD},? )?(?P<m>{MONTH}) (?P<d>{DOM})(?:,? (?P<y><year4>))?|(?P<de><deictic>)),?(?: <at>)? ?(?P<c>{CLOCK})(?P<tz>{TZ})?",
    "clock24": r"(?P<h><d0>|<d12>|<d24>):(?P<min><d0>|<d12>|<d24>|<d31>|<d59>)(?::{DIG})?(?P<tz>{TZ})?",
    "military": r"(?P<hm>{DIG}) ?(?P<tz><tz>)",
    "oclock": r"(?P<h><d12>|<num>) <o>'<oclock>(?: <in> <the> (?P<part><part>))?",
    "hour_part": r"(?P<h><d12>|<num>) <in> <the> (?P<part><part>)",
    # "half past nine", "a quarter to ten", "twenty minutes past six"
    "beside_hour": r"(?:<half>|(?:<a> )?<quarter>|(?P<mins>{NUM})(?P<minutes> <minutes>)?) (?P<side><past>|<to>) (?P<h><d12>|<num>)(?: <in> <the> (?P<part><part>))?",
    "noon": r"(?P<noon><noon>)",
    # vague
    "ref": r"(?:<right> )?(?P<ref><ref>)",
    "future": r"(?:<the> )?(?:<near> )?(?P<ref><future>)",
    "the_past": r"<the> (?P<ref><past>)",
    "these_days": r"(?P<ref><these>) <units>",
    "hol1": r"(?:(?P<rel>{REL}) )?(?P<h><hol1>)(?: (?P<we><weekend>))?(?:,? (?P<y><year4>))?",
    "holiday": r"(?:(?P<rel>{REL}) )?(?P<h><holw>(?:[ .']+(?:<s> )?<holw>){1,4})(?: (?P<we><weekend>))?(?:,? (?P<y><year4>))?",
}  # fmt: skip

_NAME = re.compile(r"(?<!\?P)<(\w+)>")
_PHRASE = re.compile(r"\{([A-Z]\w*)\}")


def _expand(rule: str) -> str:
    while _PHRASE.search(rule):
        rule = _PHRASE.sub(lambda m: _PHRASES[m[1]], rule)
    # A category inside brackets ("[ <t>]") joins the set; elsewhere it is a set of its own.
    rule = re.sub(r"(?<=\[)([^\[\]]*)(?=\])", lambda m: _NAME.sub(lambda n: re.escape(MEMBERS[n[1]]), m[1]), rule)
    return _NAME.sub(lambda m: "[" + MEMBERS[m[1]] + "]", rule)


_LOOKAROUND: Final = re.compile(r"\(\?<?[=!]")


def _first(pattern: str, at: int = 0) -> tuple[set[str], bool, int]:
    """The characters that a match can begin with, whether it can be empty, and where the alternation ends.

    Knows the part of the regular-expression syntax that the rules use.
    """
    begins: set[str] = set()
    empty = False
    while True:
        open_ended = True
        while at < len(pattern) and pattern[at] not in "|)":
            item, nullable, at = _first_of_item(pattern, at)
            if open_ended:
                begins |= item
                open_ended = nullable
        empty = empty or open_ended
        if at < len(pattern) and pattern[at] == "|":
            at += 1
            continue
        return begins, empty, at


def _first_of_item(pattern: str, at: int) -> tuple[set[str], bool, int]:
    char = pattern[at]
    nullable = False
    if around := _LOOKAROUND.match(pattern, at):
        return set(), True, _first(pattern, around.end())[2] + 1
    if char == "(":
        head = re.compile(r"\((?:\?:|\?P<\w+>|\?P=\w+)?").match(pattern, at)
        assert head is not None
        begins, nullable, end = _first(pattern, head.end())
        at = end + 1
    elif char == "[":
        end = pattern.index("]", at)
        begins, at = set(pattern[at + 1 : end].replace("\\", "")), end + 1
    elif char == "\\":
        begins, at = {pattern[at + 1]}, at + 2
    else:
        begins, at = {char}, at + 1
    quantifier = re.compile(r"[?*+]|\{(\d+),\d+\}").match(pattern, at)
    if quantifier:
        nullable = nullable or quantifier[0] in "?*" or quantifier[1] == "0"
        at = quantifier.end()
    return begins, nullable, at


_RULES_BY_FIRST: Final[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}
for _name, _rule in RULES.items():
    _pattern = _expand(_rule)
    for _char in sorted(_first(_pattern)[0]):
        _RULES_BY_FIRST.setdefault(_char, []).append((_name, re.compile(_pattern)))


def _loosely(pattern: str) -> str:
    """The pattern without names, and its one back-reference as what it can refer to: it matches wherever `pattern` does."""
    return re.sub(r"\?P<\w+>", "?:", pattern.replace("(?P=sep)", "[/.-]"))


# Most places where a rule could begin begin none: one pattern for all rules of a character says so at once.
_ANY_BY_FIRST: Final = {
    char: re.compile("|".join(_loosely(pattern.pattern) for _, pattern in rules))
    for char, rules in _RULES_BY_FIRST.items()
}
# What can stand before a number that goes on with a list (see "next_day").
_LEFT: Final = ("", "-", "- ", ", ", *(f"{MEMBERS[name][0]} " for name in ("and", "to")))


def _needs_more(char: str) -> bool:
    """Whether no rule that begins with this character matches when a word that is none of time follows it.

    No rule but the brackets of a clock time goes across such a word, so what comes after that word cannot matter.
    """
    return all(_ANY_BY_FIRST[char].match(f"{left}{char} {OTHER_WORD}", len(left)) is None for left in _LEFT)


def _beginning() -> re.Pattern[str]:
    """Where a rule may begin: most of what a rule can begin with ("the", "a", "in") is followed by another word."""
    more = "".join(sorted(filter(_needs_more, _RULES_BY_FIRST)))
    sure = "".join(sorted(set(_RULES_BY_FIRST) - set(more)))
    return re.compile(f"[{re.escape(sure)}]|[{re.escape(more)}](?! {OTHER_WORD})")


_BEGINNING: Final = _beginning()


def candidates(classes: str, position: int) -> tuple[int, list[tuple[str, re.Match[str]]]]:
    """The next place at or after `position` where a rule matches, with all matches there, longest first.

    Returns (-1, []) when there is none.
    """
    beginning = _BEGINNING.search(classes, position)
    while beginning is not None:
        at = beginning.start()
        char = classes[at]
        if _ANY_BY_FIRST[char].match(classes, at) is not None:
            matches = [
                (name, match)
                for name, pattern in _RULES_BY_FIRST[char]
                if (match := pattern.match(classes, at)) is not None
            ]
            matches.sort(key=lambda item: -item[1].end())
            return at, matches
        beginning = _BEGINNING.search(classes, at + 1)
    return -1, []
