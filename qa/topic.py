"""What the archive says on a topic ("What do the articles say about the flood?"), and which of its articles tell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qa import compose, telling, within
from qa.answer import Answer
from qa.question import Question
from qa.sources import mentions
from qa.telling import Told
from qa.when import day_of, in_words
from qa.words import content_words, stems, stems_of

if TYPE_CHECKING:
    from qa.corpus import Corpus
    from qa.period import Period

MOST_SENTENCES: Final = 5
MOST_ARTICLES: Final = 8
_LOOKED_AT: Final = 200  # passages that have all words of a topic
_CONFIDENCE: Final = 0.6

_ARCHIVE: Final = (
    r"(?:the |these |those |this |your |our |all (?:of )?(?:the |these )?|any (?:of the )?|both |its )?"
    r"(?:news )?(?:articles?|reports?|reporting|stories|story|news|archive|archives|papers?|sources?|press|coverage|documents?|texts?|collection|files?)"
)
_ABOUT: Final = r"(?:about|on|of|regarding|concerning|with regard to|as to|in regard to)"
_TOLD: Final = r"(?:said|reported|known|told|written|mentioned|published|learned|learnt|recorded)"
_WHAT_IS_TOLD: Final = (
    rf"(?:what(?: all| else)? (?:do|does|did|have|has|can|could) {_ARCHIVE} (?:have to )?(?:say|tell(?: (?:us|me))?|report|mention|write|state|contain|reveal|know|have"
    rf"|hold|offer|show|said|reported|told(?: us)?|written)"
    rf"|what(?: all| else)? (?:do|does|did|can|could|may|might|should) (?:we|you|i|one) (?:know|learn|have|say|find(?: out)?|tell (?:me|us)|read)(?: from (?:{_ARCHIVE}))?"
    rf"|what(?: all| else)? (?:is|was|has been|have been|can be) (?:there |being )?{_TOLD}"
    rf"|what (?:information|facts|details|news|reports?|things?) (?:is|are|was|were) (?:there|{_TOLD})|(?:is|was) (?:there )?(?:anything|something)(?: {_TOLD})?(?: in (?:{_ARCHIVE}))?"
    rf"|(?:is|are|was|were) there (?:any |some )?(?:information|facts|details|news)(?: in (?:{_ARCHIVE}))?|(?:do|does|did|have|has) (?:{_ARCHIVE}|we|you) (?:say|know|have|report|tell(?: us)?|contain|mention|found|find) (?:anything|something)"
    rf"|what (?:information|facts|details|news) (?:do|does) (?:we|you|{_ARCHIVE}) (?:have|give|contain|hold)"
    rf"|what(?:’|')s (?:known|said|reported))"
)
_STATED: Final = (
    rf"(?:what (?:is|was|has been) {_TOLD}|what (?:{_ARCHIVE}) (?:say|says|said|report|reports|reported|tell|tells|told)(?: us)?|what (?:we|you) (?:know|have)"
    rf"|(?:everything|anything|all)(?: (?:that )?(?:is |was )?(?:{_TOLD}|there is|you know|you have|we know))?|(?:the )?(?:news|reports?|reporting|coverage|articles?|facts|information|details)"
    rf"|something|more)(?: in (?:{_ARCHIVE}))?"
)
PLEASE: Final = r"(?:(?:please|kindly),? )?(?:(?:can|could|would|will) you (?:please )?|i(?:[’']d| would) like (?:you )?to |i want (?:you )?to )?"
_ASKED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and |so |but )?{_WHAT_IS_TOLD}(?: in (?:{_ARCHIVE}))? {_ABOUT} (?P<topic>.+)$",
        rf"^{PLEASE}(?:tell (?:me |us )?|know |hear |learn |read )(?:{_STATED} )?(?:about|regarding|concerning) (?P<topic>.+)$",
        rf"^{PLEASE}(?:summari[sz]e|sum up|outline|recap|recapitulate|collect|list|show(?: me)?|find|give(?: me| us)?(?: (?:an?|the) (?:short |brief )?(?:summary|overview|outline|recap) of)?)"
        rf" {_STATED} {_ABOUT} (?P<topic>.+)$",
        rf"^{PLEASE}(?:summari[sz]e|sum up|recap) (?P<topic>.+)$",
        rf"^{PLEASE}(?:give (?:me |us )?)?(?:an? |the )?(?:short |brief )?(?:summary|overview|outline|recap) of {_STATED} {_ABOUT} (?P<topic>.+)$",
        r"^(?:(?:any|some|the) )?(?:information|facts|details|news|reports?) (?:about|on|regarding|concerning) (?P<topic>.+)$",
        rf"^(?:what (?:is|are|were) |{PLEASE})(?:the )?(?:main|key|most important|central) (?:points?|takeaways?|findings?|facts?|messages?)(?: (?:of|in|from) {_ARCHIVE})? {_ABOUT} (?P<topic>.+)$",
        rf"^{PLEASE}(?:give (?:me |us )?)?(?:an? |the )?(?:short |brief |quick |rough )?(?:summary|overview|outline|recap|rundown) (?:of|on) (?P<topic>.+)$",
        r"^what(?:[’']s| is| was) the (?:whole )?(?:story|background) (?:with|behind|of|about|on|to) (?P<topic>.+)$",
    )
)
_EXPLAIN: Final = re.compile(
    rf"^{PLEASE}(?:explain|describe) (?:to me |briefly )?(?P<topic>(?!(?:how|why|what|who|whose|which|when|where|whether|that)\b).+)$",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"both (.+?) and (.+)$", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r" (?:(?:that |which )?(?:were|was|are|is) )?(?:published|printed|written|from|dated)$", re.IGNORECASE
)
_QUOTES: Final = re.compile(
    rf"^{PLEASE}(?:(?:give|show|find|list|collect)(?: me| us)? )?(?:some |any |the |all (?:the )?|\w+ )?(?:direct )?(?:quotes?|quotations?) (?:about|on|regarding|concerning) (?P<topic>.+)$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[“\"][^”\"]{12,}[”\"]")
PIECE: Final = r"(?:news )?(?:articles?|reports?|story|stories|pieces?|news items?|texts?|documents?)"
_TELLS: Final = (
    r"(?:reports?(?: (?:on|of|about|that))?|reported(?: (?:on|of|about|that))?|mentions?(?: that)?|mentioned(?: that)?|tells?(?: us)? (?:of|about|that)|told (?:of|about|that)|covers?|covered|describes?|described"
    r"|deals? with|dealt with|(?:is|are|was|were) (?:about|on|concerned with)|talks? (?:about|of)|writes? (?:about|of|that)|wrote (?:about|of|that)|discuss(?:es|ed)?|speaks? (?:of|about)|spoke (?:of|about)"
    r"|says?(?: something about| that)?|said(?: something about| that)?|refers? to|referred to|contains?|announces?(?: that)?|announced(?: that)?|names?|quotes?|quoted)"
)
_WHICH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and |so )?(?:which|what)(?: of (?:the|these|your))?(?: \w+)? {PIECE}(?: (?:in|of) (?:the|this|your) archive)? (?:(?:that |which )?(?:also |do |does |did )?){_TELLS} (?P<topic>.+)$",
        rf"^(?:and |so )?in (?:which|what)(?: of (?:the|these|your))? {PIECE} (?:is|are|was|were) (?P<topic>.+?) (?:mentioned|reported(?: on)?|described|discussed|told(?: of| about)?|covered|named|quoted|found|dealt with|written about|referred to)$",
        rf"^(?:and |so )?in (?:which|what)(?: of (?:the|these|your))? {PIECE} (?:does|do|did) (?P<topic>.+?) (?:appear|occur|come up|figure|feature)$",
        rf"^(?:is|are|was|were) there (?:an?|any|some|no) {PIECE}(?: in (?:{_ARCHIVE}))? (?:about|on|of|regarding|concerning|mentioning|covering|(?:that|which) {_TELLS}) (?P<topic>.+)$",
        rf"^{PLEASE}(?:which|what|find|list|show(?: me)?|give(?: me)?|name)(?: me)?(?: all)?(?: the)? {PIECE}(?: (?:are|is) there| do you have| does (?:the|your) archive have)? (?:about|on|regarding|concerning|mentioning|covering|(?:that|which) {_TELLS}) (?P<topic>.+)$",
    )
)
_NO_TOPIC: Final = re.compile(
    r"(?:that |who\b|whom\b|whose\b|what\b|when\b|where\b|why\b|which\b|how\b)", re.IGNORECASE
)
_WHETHER: Final = re.compile(r"^(?:whether(?: or not)?|if) ", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"(?:him|her|it|them|this|that|these|those|us|me|he|she|they)(?: all)?", re.IGNORECASE)
_NEGATED: Final = re.compile(r"\b(?:not|no|never|without)\b|n[’']t\b", re.IGNORECASE)
_OF_ARTICLES: Final = re.compile(
    rf"\b(?:in|of|from|by) {_ARCHIVE}(?= (?:of|in|from|on|between|published)\b|$)|\b(?:here|so far|at present|currently|right now)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What sentences are sought for, in the question's words; `by_article` asks which articles have one, `quotes` for those that
    quote somebody. Not `surely`: where nothing tells of it, it may be read as another question."""

    words: str
    by_article: bool = False
    quotes: bool = False
    surely: bool = True


def asked_about(text: str) -> Topic | None:
    """The topic of a question for all that is said about it, or None."""
    bare = text.rstrip(" ?!.")
    for by_article, patterns in ((True, _WHICH), (False, _ASKED)):
        match = next(filter(None, (pattern.match(bare) for pattern in patterns)), None)
        if match is None:
            continue
        if _NO_TOPIC.match(match["topic"]) or (by_article and _NEGATED.search(bare)):
            return None
        return Topic(_WHETHER.sub("", match["topic"]), by_article)
    if match := _QUOTES.match(bare):
        return Topic(match["topic"], quotes=True)
    if match := _EXPLAIN.match(bare):
        return Topic(match["topic"], surely=False)
    return None


def asks_for_both(text: str) -> bool:
    """Whether a question asks which articles tell of both of two things, and not for two answers."""
    asked = asked_about(text)
    return asked is not None and asked.by_article and _BOTH.match(asked.words) is not None


def answer(question: Question, corpus: Corpus) -> Answer | None:
    """Up to five sentences on the topic, the best first and from as many articles as there are, or the articles that
    have one; an abstention where none tells of it. None for other questions."""
    asked = asked_about(question.text)
    if asked is None:
        bare, of = _without_source(question.text, corpus)
        asked = asked_about(bare) if of else None
        question = replace(question, articles=of)
    if asked is None:
        return None
    if _PRONOUN.fullmatch(asked.words):
        return compose.abstention(question, (), {}, 0.5, f"Whom or what “{asked.words}” means is not known.")
    notes = list(question.notes)
    topic, then = asked.words, None
    if kept := within.named_time(topic, corpus.last_day):
        then, note, topic = kept
        notes += filter(None, [note])
    topic = " ".join(_OF_ARTICLES.sub("", topic).split()).strip(" ,")
    if asked.by_article and then is not None:
        topic = _PUBLISHED.sub("", topic)
    if not content_words(topic):
        return None
    both = _BOTH.match(topic) if asked.by_article else None
    found = _with_both(question, corpus, both, then) if both else _on(question, corpus, topic, then)
    if asked.quotes:
        found = [told for told in found if _QUOTED.search(told.text)]
    if asked.by_article and then is None and not both:
        found += _having(question, corpus, topic, {told.article.id for told in found})
    if not found and not asked.surely:
        return None
    if not found:
        days = f" from {in_words(then.first_day, then.last_day)}" if then else ""
        why = f"Nothing in it{days} tells of “{topic}”."
        return telling.nothing(question, corpus, topic, why, notes, 1 - _CONFIDENCE)
    chosen = telling.chosen(found, *((MOST_ARTICLES, 1) if asked.by_article else (MOST_SENTENCES, MOST_SENTENCES)))
    more = len({t.article.id for t in found}) - len({t.article.id for t in chosen})
    if more > 0:
        notes.append(f"{more} more article{'s tell' if more > 1 else ' tells'} of it.")
    return _composed(question, asked, chosen, notes)


def _without_source(text: str, corpus: Corpus) -> tuple[str, tuple[str, ...]]:
    """A question without the sources that it names ("the TechCrunch articles", "articles from TechCrunch"), and the ids of
    their articles; none where it names none."""
    named = mentions(text, corpus.store.sources())
    for mention in reversed(named):
        before = re.sub(r"\b(?:by|from|in|of) (?:the )?$", "", text[: mention.start], flags=re.IGNORECASE)
        after = re.sub(r"^[’']s? ?", "", text[mention.end :])
        text = f"{before.rstrip()} {after.lstrip()}"
    return text, tuple(corpus.store.articles_of({source for mention in named for source in mention.sources}))


def _on(question: Question, corpus: Corpus, topic: str, then: Period | None) -> list[Told]:
    """The sentences on a topic; on each of several that are joined by "and", where no sentence tells of all."""
    found = telling.told(question, corpus, topic, then)
    parts = [part for part in re.split(r",? and |, ", topic) if content_words(part)]
    wanted = stems(content_words(topic))
    if len(parts) < 2 or re.search(r"\bbetween\b", topic) or any(wanted <= stems_of(told.text) for told in found):
        return found
    each = [telling.told(question, corpus, part, then) for part in parts]
    few = -(-MOST_SENTENCES // len(parts))
    return [told for of_one in each for told in of_one[:few]] if all(each) else found


def _with_both(question: Question, corpus: Corpus, both: re.Match[str], then: Period | None) -> list[Told]:
    """The sentences on either of two topics of the articles that have some on both."""
    each = [telling.told(question, corpus, topic, then) for topic in both.groups()]
    if then is None:
        for found, topic in zip(each, both.groups(), strict=True):
            found += _having(question, corpus, topic, {told.article.id for told in found})
    first, second = ({told.article.id for told in found} for found in each)
    return [told for found in each for told in found if told.article.id in first & second]


def _having(question: Question, corpus: Corpus, topic: str, known: Set[str]) -> list[Told]:
    """The sentence with most of the topic's words of every other article that has all of them in one passage."""
    words = content_words(topic)
    allowed = list(question.articles) or corpus.select(question.source, question.after, question.before)
    having = corpus.store.having(words, allowed, most=_LOOKED_AT)
    wanted, best = stems(words), dict[str, Told]()
    for passage in corpus.passages([of for article, some in having.items() if article not in known for of in some]):
        article = corpus.article(passage.article_id)
        for start, end in passage.sentences:
            told = Told(article, start, end, len(wanted & stems_of(article.text[start:end])) / len(wanted) - 2)
            if article.id not in best or told.score > best[article.id].score:
                best[article.id] = told
    return sorted(best.values(), key=lambda told: -told.score)


def _composed(question: Question, asked: Topic, chosen: Sequence[Told], notes: list[str]) -> Answer:
    cited = [compose.citation(n, t.article, t.start, t.end) for n, t in enumerate(chosen, 1)]
    articles = {t.article.id: t.article for t in chosen}
    notes += compose.date_notes(cited, articles, said=" ".join(notes))
    if not asked.by_article:
        text = " ".join(f"{compose.quoted(c.quote)} [{c.number}]" for c in cited)
        return Answer(question.asked, text, True, _CONFIDENCE, tuple(cited), tuple(notes))
    lines = []
    for c in cited:
        of = ", ".join(filter(None, [c.source, day_of(articles[c.article_id])]))
        lines.append(
            f"{compose.quoted(c.title or c.source)}{f' ({of})' if of else ''}: {compose.quoted(c.quote)} [{c.number}]"
        )
    short = "; ".join(c.title for c in cited if c.title)
    return Answer(question.asked, " ".join(lines), True, _CONFIDENCE, tuple(cited), tuple(notes), short)
