"""Asking an OpenAI-compatible endpoint, and saying clearly what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import openai

from claims.readers.base import ReaderError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

# Parts of one article asked about at the same time.
AT_ONCE = 4
# Of calls that fail in a way that may pass; the client waits longer before each.
RETRIES = 2
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class LLMOptions:
    """Whom to ask. `seconds` is for one whole article, retries included; `characters` for one call."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 100
    characters: int = 12_000


def ask(
    options: LLMOptions, *, instructions: str, questions: Sequence[str], schema: dict[str, Any]
) -> list[str]:
    """The model's answer to each question, in order. Raises ReaderError.

    It all ends after `options.seconds`, whatever the endpoint does meanwhile.
    """
    return asyncio.run(_ask_all(options, instructions, questions, schema))


async def _ask_all(
    options: LLMOptions, instructions: str, questions: Sequence[str], schema: dict[str, Any]
) -> list[str]:
    gate = asyncio.Semaphore(AT_ONCE)
    # Servers of one's own need no key, the client insists on some text.
    client = openai.AsyncOpenAI(
        base_url=options.url,
        api_key=options.key or "none",
        max_retries=RETRIES,
        timeout=options.seconds,
    )

    async def one(question: str) -> str:
        async with gate:
            return await _ask(client, options, instructions, question, schema)

    try:
        async with client, asyncio.timeout(options.seconds), asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(question)) for question in questions]
    except TimeoutError as error:
        raise _late(options) from error
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed
    return [task.result() for task in tasks]


async def _ask(
    client: openai.AsyncOpenAI,
    options: LLMOptions,
    instructions: str,
    question: str,
    schema: dict[str, Any],
) -> str:
    call: dict[str, Any] = {
        "model": options.model,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": question},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "statements", "strict": True, "schema": schema},
        },
        "temperature": 0,
    }
    try:
        try:
            completion = await client.chat.completions.create(**call)
        except openai.BadRequestError as error:
            if error.param != "temperature":
                raise
            # Some models allow no other temperature than their own.
            del call["temperature"]
            completion = await client.chat.completions.create(**call)
    except openai.OpenAIError as error:
        raise _failure(error, options) from error
    except ValueError as error:
        raise ReaderError("reader_malformed_answer", _no_completion(options)) from error
    return _content(completion, options)


def _content(completion: ChatCompletion, options: LLMOptions) -> str:
    # The client does not hold answers to its types; another protocol's may be anything.
    choices: Any = getattr(completion, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = getattr(choice, "message", None)
    if message is None and choices != []:
        raise ReaderError("reader_malformed_answer", _no_completion(options))
    content = getattr(message, "content", None)
    refusal = getattr(message, "refusal", None)
    ended = getattr(choice, "finish_reason", None)
    if refusal or ended == "content_filter":
        said = f": {refusal}" if refusal else "."
        raise ReaderError("reader_refusal", f"{_name(options)} refused to read the article{said}")
    if ended == "length":
        raise ReaderError(
            "reader_cut_off",
            f"The answer of {_name(options)} was cut off at its longest. Set "
            f"CLAIMBASE_LLM_CHARACTERS below {options.characters}, or allow the model longer answers.",
        )
    if not isinstance(content, str) or not content.strip():
        raise ReaderError("reader_empty_answer", f"{_name(options)} gave an empty answer.")
    return content


def _failure(error: openai.OpenAIError, options: LLMOptions) -> ReaderError:
    who, said = _name(options), str(error)[:_LONGEST_REASON]
    match error:
        case openai.APITimeoutError():
            return _late(options)
        case openai.APIConnectionError():
            cause = error.__cause__ or error
            return ReaderError(
                "reader_unreachable", f"{who} cannot be reached (CLAIMBASE_LLM_URL): {cause}"
            )
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return ReaderError(
                "reader_key_refused", f"{who} does not accept CLAIMBASE_LLM_KEY: {said}"
            )
        case openai.RateLimitError():
            return ReaderError(
                "reader_rate_limited",
                f"{who} still takes no more calls after {RETRIES} retries: {said}",
            )
        case openai.InternalServerError():
            return ReaderError(
                "reader_server_error", f"{who} still fails after {RETRIES} retries: {said}"
            )
        case openai.APIStatusError():
            return ReaderError("reader_call_refused", f"{who} refused the call: {said}")
    return ReaderError("reader_malformed_answer", f"{_no_completion(options)} ({said})")


def _late(options: LLMOptions) -> ReaderError:
    return ReaderError(
        "reader_timeout",
        f"{_name(options)} did not answer within {options.seconds:g} seconds for one article "
        "(CLAIMBASE_LLM_SECONDS).",
    )


def _no_completion(options: LLMOptions) -> str:
    return f"What answers at {options.url} is no OpenAI-compatible endpoint; CLAIMBASE_LLM_URL often ends in /v1."


def _name(options: LLMOptions) -> str:
    return f"The language model {options.model} at {options.url}"
