"""The reader that asks a language model: parts of the article out, grounded assertions back."""

from __future__ import annotations

from collections import Counter

import structlog

from claims.catalogue import Catalogue
from claims.extraction import Document, ExtractedAssertion
from claims.extraction.reader import reading_of
from claims.extraction.versions import package_digest
from claims.readers.llm.answers import Statement, answer_schema, parse_answer
from claims.readers.llm.asking import LLMOptions, ask
from claims.readers.llm.chunks import chunks
from claims.readers.llm.dropping import DroppedError, Reason
from claims.readers.llm.grounding import Passage
from claims.readers.llm.grounds import Grounds, Key, key_of
from claims.readers.llm.prompting import instructions, prompt_id, question

NAME = "llm"
_LONGEST_MODEL = 60
_log = structlog.get_logger(__name__)


class LLMReader:
    """Reads with a language model behind an OpenAI-compatible endpoint.

    `version` names the model and the state of the rules that hold its answers against the text;
    `prompt` is a hash of everything the model is told besides the article.
    """

    def __init__(self, options: LLMOptions, catalogue: Catalogue) -> None:
        self.name = NAME
        self.prompt = prompt_id(catalogue)
        code = package_digest("claims.readers.llm", "claims.extraction", "claims.catalogue")
        self.version = f"{options.model[:_LONGEST_MODEL]}+{code}"
        self._options = options
        self._catalogue = catalogue

    def extract(self, document: Document) -> list[ExtractedAssertion]:
        """The assertions that the model proposes and the text bears out. Raises ReaderError."""
        reading = reading_of(document, self._catalogue)
        parts = chunks(reading.sentences, self._options.characters)
        if not parts:
            return []
        answers = ask(
            self._options,
            instructions=instructions(self._catalogue),
            questions=[question(document, part) for part in parts],
            schema=answer_schema(self._catalogue),
        )
        proposed = [parse_answer(answer) for answer in answers]
        keeping = _Keeping(Grounds(reading))
        for part, statements in zip(parts, proposed, strict=True):
            passages = [Passage(document.text, start, end) for start, end in part.spans]
            for statement in statements:
                keeping.add(statement, passages)
        keeping.log(self.version)
        return sorted(keeping.found.values(), key=lambda a: (a.start, a.anchor_start, a.type))


class _Keeping:
    """What of the proposals is kept, and what not, by reason."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self.found: dict[Key, ExtractedAssertion] = {}
        self.dropped: Counter[Reason] = Counter()

    def add(self, statement: Statement | None, passages: list[Passage]) -> None:
        try:
            if statement is None:
                raise DroppedError(Reason.MALFORMED)
            one = self._grounds.assertion(statement, passages, self.found.keys())
        except DroppedError as error:
            self.dropped[error.reason] += 1
            about = (
                {"type": statement.type, "evidence": statement.evidence[:200]} if statement else {}
            )
            _log.info("proposed statement dropped", reason=error.reason.value, **about)
            return
        self.found[key_of(one)] = one

    def log(self, version: str) -> None:
        _log.info(
            "article read by a language model",
            version=version,
            kept=len(self.found),
            dropped={reason.value: number for reason, number in self.dropped.items()},
        )
