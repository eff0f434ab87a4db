"""Whatever the endpoint does, the reader ends with a reason a person can act on."""

import socket

import pytest

from claims.catalogue import default_catalogue
from claims.extraction import Document
from claims.readers import ReaderError
from claims.readers.llm import LLMOptions, LLMReader
from claims.readers.llm.asking import RETRIES
from tests.readers.endpoint import Answer, completion, fails, says

TEXT = "Police said 12 people were killed in Lorne."
KILLED = {"type": "killed", "evidence": "12 people were killed", "figure": "12", "low": 12, "high": 12,
          "quantifier": "exact", "speakers": ["Police"], "stance": "asserts", "modality": "actual"}  # fmt: skip


def failure(reader):
    with pytest.raises(ReaderError) as raised:
        reader.extract(Document(TEXT))
    return raised.value


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        (completion('{"statements": [{"type": "kil'), "reader_malformed_answer", "not the JSON"),
        (completion('["killed"]'), "reader_malformed_answer", "not the JSON"),
        (completion("I found no claims."), "reader_malformed_answer", "I found no claims."),
        (completion(None, refusal="I cannot help."), "reader_refusal", "I cannot help."),
        (completion("", ended="content_filter"), "reader_refusal", "refused"),
        (completion(" "), "reader_empty_answer", "empty answer"),
        (completion(None), "reader_empty_answer", "empty answer"),
        (Answer('{"choices": []}'), "reader_empty_answer", "empty answer"),
        (completion('{"sta', ended="length"), "reader_cut_off", "CLAIMBASE_LLM_CHARACTERS"),
        (fails(500), "reader_server_error", "2 retries"),
        (fails(429), "reader_rate_limited", "2 retries"),
        (fails(401, "bad key"), "reader_key_refused", "CLAIMBASE_LLM_KEY"),
        (fails(404, "no such model"), "reader_call_refused", "no such model"),
        (fails(400, "no json_schema here"), "reader_call_refused", "no json_schema here"),
        (Answer("<html>", content_type="text/html"), "reader_malformed_answer", "/v1"),
        (Answer("{broken"), "reader_malformed_answer", "/v1"),
        (Answer('{"answer": 1}'), "reader_malformed_answer", "/v1"),
        (Answer("[]"), "reader_malformed_answer", "/v1"),
        (Answer('{"choices": [{"text": "old protocol"}]}'), "reader_malformed_answer", "/v1"),
    ],
)
def test_each_failure_has_its_code_and_says_what_to_do(llm, endpoint, answer, code, told):
    endpoint.answer(answer)
    error = failure(llm)
    assert error.code == code
    assert told in error.message
    assert "sesame" not in error.message


def test_a_busy_endpoint_is_asked_again(llm, endpoint):
    endpoint.answer(fails(429), says(KILLED))
    assert [one.figure.text for one in llm.extract(Document(TEXT))] == ["12"]
    assert len(endpoint.calls) == 2


def test_a_broken_endpoint_is_asked_again_only_so_often(llm, endpoint):
    endpoint.answer(fails(500))
    failure(llm)
    assert len(endpoint.calls) == 1 + RETRIES


def test_a_call_that_is_refused_is_not_repeated(llm, endpoint):
    endpoint.answer(fails(400))
    failure(llm)
    assert len(endpoint.calls) == 1


def test_a_model_with_a_temperature_of_its_own_is_asked_without(llm, endpoint):
    endpoint.answer(fails(400, "unsupported value", param="temperature"), says(KILLED))
    assert len(llm.extract(Document(TEXT))) == 1
    assert ["temperature" in call for call in endpoint.calls] == [True, False]


def test_an_endpoint_that_never_answers_ends_in_time(endpoint):
    endpoint.answer(Answer("", is_late=True))
    error = failure(LLMReader(LLMOptions(endpoint.url, "slow", seconds=0.2), default_catalogue()))
    assert error.code == "reader_timeout"
    assert "0.2 seconds" in error.message
    assert "CLAIMBASE_LLM_SECONDS" in error.message


def test_an_endpoint_that_is_down_is_named():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    error = failure(LLMReader(LLMOptions(url, "m", seconds=20), default_catalogue()))
    assert error.code == "reader_unreachable"
    assert url in error.message


def test_one_part_that_fails_fails_the_article(endpoint):
    text = "\n\n".join(
        f"Police said {n} people were killed in Lorne. {'x' * 480}" for n in range(9)
    )
    answers = [says(), fails(400, "too long"), says()]
    endpoint.answer(*answers)
    reader = LLMReader(
        LLMOptions(endpoint.url, "m", seconds=20, characters=500), default_catalogue()
    )
    with pytest.raises(ReaderError, match="too long"):
        reader.extract(Document(text))


def test_the_key_is_not_shown_with_the_options():
    assert "sesame" not in repr(LLMOptions("http://127.0.0.1:1/v1", "m", key="sesame"))
