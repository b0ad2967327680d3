"""What is asked of the archive itself ("How many articles mention the strike?", "Which sources do you have?"), and what is
said to it and asks for nothing that it tells ("hello", "what can you do?")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from qa import compose, within
from qa.about import where_it_says
from qa.answer import Answer, Citation
from qa.sources import mentions
from qa.topic import PIECE, PLEASE
from qa.when import day_of, in_words
from qa.words import content_words, stems, stems_of

if TYPE_CHECKING:
    from index.article import Article
    from qa.corpus import Corpus
    from qa.question import Question

_SHOWN: Final = 8  # articles, and sources
_CONFIDENCE: Final = 0.95

_ARCHIVE: Final = r"(?:the|this|your|our) (?:news )?(?:archive|collection|corpus|database|index|library)"
_HERE: Final = (
    rf"(?: (?:currently |now )?(?:(?:are|is) (?:there|here|available|loaded|indexed|stored|included|contained)(?: (?:here|in (?:all|total)|in {_ARCHIVE}|altogether))?"
    rf"|(?:are|is) (?:contained |stored )?in (?:here|{_ARCHIVE})"
    rf"|(?:do|can|does) (?:you|we|i|it|{_ARCHIVE}) (?:have|hold|contain|know(?: of)?|read|search|cover|use|include|list|offer|show|draw on|rely on)(?: access to| in (?:all|total)| in {_ARCHIVE})?))"
)
_LIST: Final = rf"{PLEASE}(?:(?:list|show|name|give|enumerate)(?: me| us)?(?: all)?(?: of)?(?: the| your)?)"
_EVERY: Final = r"(?: (?:you|we) have| there are|(?: (?:which|that) are)? in (?:here|" + _ARCHIVE + r")| available)?"
_MEDIA: Final = r"(?:news )?(?:sources|newspapers|papers|outlets|publications|media|publishers|agencies|magazines)"
_ON: Final = r"(?:about|on|of|mentioning|covering|regarding|concerning|that (?:mentions|is about))"
_STORIES: Final = r"(?:news )?(?:articles?|stories|story|news items?)"
_TELL: Final = (
    r"(?:mentions?|mentioned|covers?|covered|discuss(?:es|ed)?|deals? with|dealt with|refers? to|referred to|talks? (?:about|of)|writes? about"
    r"|reports? on|tells? of|contains?|(?:is|are|was|were) about)"
)
_OF_STORIES: Final = re.compile(rf"\b{PIECE}\b", re.IGNORECASE)
_NEWEST: Final = r"(?P<newest>latest|newest|most recent|last)"
_OLDEST: Final = r"(?P<oldest>oldest|earliest|first)"

# What is left of "How many articles were published in May?" without its time.
_PUBLISHED: Final = re.compile(
    r"(?: (?:that |which )?(?:were|was|are|is|came|come|have been|has been|do you have))?(?: (?:published|printed|written|dated|out|released|from|there|in))?$",
    re.IGNORECASE,
)

# "Articles from May" are of May, and not those since.
_FROM: Final = re.compile(
    rf"({PIECE} (?:(?:that |which )?(?:are|were|is|was) )?(?:published )?)from (?!.*\b(?:to|until|till|onwards?|on)\b)",
    re.IGNORECASE,
)

Asked = Literal[
    "count", "sources", "days", "newest", "articles", "mentions", "whether", "published by", "greeting", "help"
]


class Holding(NamedTuple):
    """What is asked: of the archive as a whole, of the articles that have the words of `topic`, or of those of a source that
    it names. `oldest` turns the order round."""

    asked: Asked
    topic: str = ""
    oldest: bool = False


_PATTERNS: Final = tuple(
    (asked, re.compile(f"^(?:and |so |but )?(?:{pattern})$", re.IGNORECASE))
    for asked, pattern in (
        ("count", rf"how many (?:{_STORIES}(?:{_HERE})?|{PIECE}{_HERE})"),
        ("count", rf"(?:how (?:big|large) is|what is the size of) {_ARCHIVE}"),
        ("count", rf"(?:the )?(?:total )?number of {PIECE}(?: in {_ARCHIVE})?"),
        ("sources", rf"(?:which|what) {_MEDIA}(?:{_HERE}| are {PIECE} from| (?:are|is) (?:the|your) {PIECE} from| do (?:the|your|these) {PIECE} come from)"),
        ("sources", rf"(?:{_LIST}|what are(?: the| your)?) {_MEDIA}{_EVERY}"),
        ("sources", rf"how many {_MEDIA}{_HERE}"),
        ("sources", rf"where (?:(?:are|is) (?:the|these|your|all the) {PIECE} from|do (?:the|these|your) {PIECE} come from)"),
        ("days", rf"(?:which|what) (?:period(?: of time)?|time ?(?:span|frame|period|range)|dates?(?: range)?|range of dates|years|days|months) (?:do|does|is|are) (?:you|{_ARCHIVE}|(?:the|these|your) {PIECE}) (?:cover|span|from|covered|about|have|go back to|date from)(?: by {_ARCHIVE})?"),
        ("days", rf"(?:which|what) (?:period(?: of time)?|time ?(?:span|frame|period|range)|dates?(?: range)?|years|days|months) (?:is|are) covered(?: by (?:{_ARCHIVE}|(?:the|these|your) {PIECE}))?"),
        ("days", rf"(?:from when|how (?:old|recent|up to date|current)) (?:is|are) (?:{_ARCHIVE}|(?:the|these|your) {PIECE})|when (?:is|are) (?:{_ARCHIVE}|(?:the|these|your) {PIECE}) from"),
        ("days", rf"how far back (?:do|does) (?:you|it|{_ARCHIVE}|(?:the|these|your) {PIECE}) (?:go|reach|date)"),
        ("newest", rf"(?:(?:what|which) (?:is|are|was|were)|{_LIST}) ?(?:the |your )?(?:\w+ )?(?:{_NEWEST}|{_OLDEST}) (?:\w+ )?{PIECE}{_EVERY}"),
        ("newest", rf"(?:the |your )?(?:{_NEWEST}|{_OLDEST}) {PIECE}(?: in {_ARCHIVE})?"),
        ("newest", rf"(?:what|which) {PIECE} (?:is|was) the (?:{_NEWEST}|{_OLDEST})(?: one)?"),
        ("newest", rf"(?:what|which) (?:is|was) the (?:{_NEWEST}|{_OLDEST}) {PIECE} {_ON} (?P<topic>.+)"),
        ("newest", rf"(?:what|which) {PIECE} (?:is|was) the (?:{_NEWEST}|{_OLDEST})(?: one)? {_ON} (?P<topic>.+)"),
        ("newest", rf"(?:what|which) {PIECE} {_ON} (?P<topic>.+?) (?:is|was) (?:the )?(?:{_NEWEST}|{_OLDEST})(?: one)?"),
        ("newest", rf"(?:what|which) (?:is|was) the (?:date|day) of the (?:{_NEWEST}|{_OLDEST}) {PIECE} {_ON} (?P<topic>.+)"),
        ("newest", rf"(?:when|on (?:what|which) (?:day|date)) (?:is|was|did) the (?:{_NEWEST}|{_OLDEST}) {PIECE} {_ON} (?P<topic>.+?)(?: (?:published|printed|written|from|appear|come out))?"),
        ("articles", rf"(?:what|which) (?:{_STORIES}(?:{_HERE})?|{PIECE}{_HERE})"),
        ("articles", rf"{_LIST} {PIECE}{_EVERY}"),
        ("articles", rf"what(?: all)? (?:(?:is|’s|'s)(?: there)? in|does|do you have in) {_ARCHIVE}(?: (?:have|hold|contain|cover))?"),
        ("articles", rf"what (?:is|are) (?:{_ARCHIVE}|(?:the|these|your) {PIECE}) about"),
        ("articles", rf"(?:what|which) (?:topics|subjects|themes|stories)(?:{_HERE}| are covered)"),
        ("articles", rf"(?:give (?:me |us )?)?(?:an? )?overview(?: of {_ARCHIVE})?|(?:describe|summari[sz]e) {_ARCHIVE}|what(?: do| can)? you (?:know|have)(?: about)?"),
        ("newest", rf"(?:(?:what(?:[’']s| is| are| was| were) |{_LIST} ?)?(?:the )?(?:very )?(?:latest|newest|most recent)(?: news| developments?| updates?| headlines)?|what(?:[’']s| is) (?:new|happening|going on)|(?:any |the |today[’']s )?(?:news|headlines))(?: today| now| right now| in the news)?"),
        ("whether", rf"(?:do|does|did) (?:any(?: of the)? |the |these |your |some )?(?:{PIECE}|{_ARCHIVE}) (?:mention|name|talk about|cover|write about|contain) (?P<topic>.+)"),
        ("whether", rf"(?:is|are|was|were) (?P<topic>.+?) (?:ever )?(?:mentioned(?: anywhere| at all)?|(?:mentioned|named) in (?:any of )?(?:{_ARCHIVE}|(?:the|these|any|your) {_STORIES}))"),
        ("mentions", rf"how many {_STORIES}(?: (?:are there|do you have|does {_ARCHIVE} have))? (?:(?:that |which )?(?:also |do |does |did )?{_TELL}|about|on|with|containing|mentioning) (?P<topic>.+)"),
        ("mentions", rf"in how many {_STORIES} (?:is|are|was|were) (?P<topic>.+?) (?:mentioned|named|quoted|discussed|covered|described)"),
        ("mentions", rf"in how many {_STORIES} (?:does|do|did) (?P<topic>.+?) (?:appear|occur|come up|feature)"),
        ("mentions", r"how (?:often|many times|frequently) (?:is|are|was|were) (?P<topic>.+?) (?:mentioned|named|quoted)"),
        ("published by", rf"how many {PIECE} (?:(?:are|is|come|came|were|was|do you have|are there) )?(?:published |printed )?(?:from|by|in|of) (?P<topic>.+)"),
        ("published by", rf"how many {PIECE} (?:did|has|does|do) (?P<topic>.+?) (?:publish|print|run|write|have|published|printed|written)"),
        ("greeting", r"(?:hi|hello|hey|hallo|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|dateline|you|all|everyone))?"),
        ("greeting", r"(?:(?:ok(?:ay)?|great|super|perfect|good|nice|cool),? )?(?:many )?(?:thanks?(?: you)?(?: (?:so much|very much|a lot))?|thx|cheers|bye|goodbye|good bye|good night)"),
        ("help", r"help(?: me)?|(?:who|what) are you|what is dateline|what (?:can|do) you do(?: for me)?|what can (?:i|we|one) (?:ask|do)(?: you)?(?: here| about)?|how (?:does (?:this|it|dateline) work|do (?:i|you) (?:use (?:this|it|you)|work)|can you help(?: me)?)"),
        ("help", r"(?:what|which)(?: (?:kinds?|sorts?|types?) of)? questions can (?:i|we|one|you) (?:ask|answer)(?: you)?|what should i ask|(?:what can you|can you|how can you) help me(?: with)?|are you (?:an? )?(?:ai|bot|robot|chatbot|human|person|machine|real)"),
    )
)  # fmt: skip


def asked_about(text: str) -> Holding | None:
    """What a question asks of the archive itself, or None if it asks about the news."""
    bare = text.strip().rstrip("?!. ")
    for asked, pattern in _PATTERNS:
        if match := pattern.match(bare):
            said = match.groupdict()
            return Holding(asked, said.get("topic") or "", bool(said.get("oldest")))  # type: ignore[arg-type]
    return None


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """The answer from what the archive has on record, each article that it names cited; None for questions about the news, and for an
    archive without articles."""
    held = asked_about(question.text) or asked_about(question.asked)
    if (held is None and not _OF_STORIES.search(question.text)) or not corpus.store.count()[0]:
        return None
    if kept := within.named_time(_FROM.sub(r"\1in ", question.text.rstrip("?!. ")), corpus.last_day):
        then, note, bare = kept
        bare = _PUBLISHED.sub("", bare.strip(" ,"))
        if held := asked_about(bare) or held:
            after = max(filter(None, (question.after, then.first_day)))
            before = min(filter(None, (question.before, then.last_day)))
            question = replace(question.noted(note) if note else question, after=after, before=before, text=bare)
    if held is None:
        return None
    if held.asked in {"mentions", "whether"}:
        return _mentions(question, corpus, held)
    ids = corpus.select(question.source, question.after, question.before)
    if held.asked == "published by":
        sources = {source for mention in mentions(held.topic, corpus.store.sources()) for source in mention.sources}
        if not sources:
            return None
        from_these = corpus.store.articles_of(sources)
        ids = from_these if ids is None else sorted(set(ids) & set(from_these))
    count = corpus.store.count()[0] if ids is None else len(ids)
    if not count:
        return compose.abstention(question, (), {}, _CONFIDENCE, "It has no article within these limits.")
    if held.asked == "sources":
        return _sources(question, corpus)
    if held.asked == "newest" and held.topic:
        return _newest_on(question, corpus, held, ids)
    one = held.asked in {"greeting", "help"} or (held.asked == "newest" and not _several(question.text))
    articles = corpus.store.by_day(1 if one else _SHOWN, ids, oldest=held.oldest)
    if held.asked == "newest":
        return _composed(question, "", articles, ())
    days = _days(corpus, ids)
    whole = f"{_articles(count)}{f', {days}' if days else ''}"
    if held.asked in {"greeting", "help"}:
        told = f"This archive has {whole}. Ask what they tell, in your own words: who, what, when, where, why, how many, or “What do the articles say about …?”, “Give me a timeline of …”."
        return replace(_composed(question, f"{told} The latest:", articles, ()), short="")
    notes = () if count <= len(articles) else (f"The {len(articles)} latest of {_articles(count)} are named.",)
    return _composed(
        question,
        f"{whole[:1].upper()}{whole[1:]}.",
        articles,
        notes,
        short=_articles(count) if held.asked != "days" else days,
    )


def _mentions(question: Question, corpus: Corpus, held: Holding) -> Answer | None:
    """How many articles have every word of a topic in one passage, counting its headline, and the latest of them with a sentence each."""
    topic, notes = held.topic, list(question.notes)
    words = content_words(topic)
    if not words:
        return None
    ids = corpus.select(question.source, question.after, question.before)
    of = corpus.store.having(words, ids)
    said = "” and “".join(words) if len(words) < 3 else "”, “".join(words)
    notes.append(
        f"Counted are the articles with a passage that has “{said}”, in any form of the word, the headline included."
    )
    if not of:
        why = f"No article {'mentions' if len(words) == 1 else 'has all words of'} “{topic}”."
        return compose.abstention(replace(question, notes=tuple(notes)), (), {}, _CONFIDENCE, why)
    articles = corpus.store.by_day(_SHOWN, list(of))
    places = []
    wanted = stems(words)
    for article in articles:
        sentences = [s for p in corpus.passages(of[article.id]) for s in p.sentences]
        places.append(max(sentences, key=partial(_telling, article, wanted)))
    if len(of) > len(articles):
        notes.append(f"The {len(articles)} latest of them are named.")
    short = _articles(len(of)) if held.asked == "mentions" else f"Yes, in {_articles(len(of))}"
    cited = [compose.citation(n, a, *place) for n, (a, place) in enumerate(zip(articles, places, strict=True), 1)]
    lines = [
        f"{_named(article)}: {compose.quoted(c.quote)} [{c.number}]" for article, c in zip(articles, cited, strict=True)
    ]
    notes += compose.date_notes(cited, {a.id: a for a in articles}, said=" ".join(notes))
    return Answer(question.asked, f"{short}. {' '.join(lines)}", True, _CONFIDENCE, tuple(cited), tuple(notes), short)


def _telling(article: Article, wanted: set[str], place: tuple[int, int]) -> tuple[int, bool]:
    """How many of the words a sentence has, and whether it is no headline."""
    return len(wanted & stems_of(article.text[slice(*place)])), place[0] >= article.body_start


def _newest_on(question: Question, corpus: Corpus, held: Holding, ids: list[str] | None) -> Answer | None:
    """The latest, or oldest, article that has every word of a topic in one passage; None where none has."""
    having = corpus.store.having(content_words(held.topic), ids)
    if not having:
        return None
    articles = corpus.store.by_day(1, list(having), oldest=held.oldest)
    day = articles[0].published
    asks_when = re.match(r"(?:when|on|(?:what|which) (?:is|was) the d)", question.text, re.IGNORECASE)
    short = in_words(day.first_day, day.last_day) if asks_when and day.first_day and day.last_day else ""
    note = f"Of the {_articles(len(having))} with “{held.topic}” in a passage."
    return _composed(question, f"{short}." if short else "", articles, (note,), short)


def _sources(question: Question, corpus: Corpus) -> Answer:
    """The sources that the archive's articles name, each with the latest article from it."""
    names = corpus.store.sources()
    if not names:
        return compose.abstention(question, (), {}, _CONFIDENCE, "Its articles do not say where they are from.")
    latest = [corpus.store.by_day(1, corpus.store.articles_of([name]))[0] for name in names[:_SHOWN]]
    count = f"{len(names)} source{'s' if len(names) > 1 else ''}"
    notes = (f"The first {_SHOWN} of {count} are named.",) if len(names) > _SHOWN else ()
    return _composed(question, f"{count}. The latest article of each:", latest, notes, short=", ".join(names[:_SHOWN]))


def _composed(
    question: Question, lead: str, articles: list[Article], notes: tuple[str, ...], short: str = ""
) -> Answer:
    cited = [_opening(number, article) for number, article in enumerate(articles, 1)]
    lines = [f"{_named(article)} [{c.number}]." for article, c in zip(articles, cited, strict=True)]
    said = [*question.notes, *notes]
    said += compose.date_notes(cited, {a.id: a for a in articles}, said="")
    text = " ".join(filter(None, [lead, *lines]))
    return Answer(
        question.asked, text, True, _CONFIDENCE, tuple(cited), tuple(said), short or "; ".join(c.title for c in cited)
    )


def _opening(number: int, article: Article) -> Citation:
    """The headline of an article where it prints one, else how it begins."""
    title = where_it_says(article, article.title)
    if title is None:
        first = article.text[article.body_start :]
        end = article.body_start + (first.find("\n") if "\n" in first else len(first))
        title = article.body_start, end
    return compose.citation(number, article, *title)


def _named(article: Article) -> str:
    of = ", ".join(filter(None, [article.source, day_of(article)]))
    return f"{compose.quoted(article.title or article.id)}{f' ({of})' if of else ''}"


def _days(corpus: Corpus, ids: list[str] | None) -> str:
    """The days that articles are from: "from 2 May 2024 to 4 June 2024"."""
    ends = [corpus.store.by_day(1, ids, oldest=oldest) for oldest in (True, False)]
    days = [articles[0].published for articles in ends]
    first, last = days[0].first_day, days[1].last_day
    if first is None or last is None:
        return ""
    return (
        f"of {in_words(first, last)}" if first == last else f"from {in_words(first, first)} to {in_words(last, last)}"
    )


def _articles(count: int) -> str:
    return f"{count:,} article{'s' if count > 1 else ''}"


def _several(text: str) -> bool:
    return re.search(r"s(?: (?:in|you|we|there|available)\b.*)?$", text.rstrip("?!. ")) is not None
