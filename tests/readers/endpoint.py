"""A small server on loopback that speaks the protocol of OpenAI's chat completions."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATH = "/v1/chat/completions"


@dataclass(frozen=True)
class Answer:
    """One scripted answer. `is_late` keeps the caller waiting until the server stops."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    is_late: bool = False


def completion(content: str | None, *, refusal: str | None = None, ended: str = "stop") -> Answer:
    """What a model said, as the protocol wraps it."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return Answer(
        json.dumps(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": "test-model",
                "choices": [{"index": 0, "message": message, "finish_reason": ended}],
            }
        )
    )


def says(*statements: dict[str, Any]) -> Answer:
    """These statements, in the JSON that was asked for."""
    return completion(json.dumps({"statements": list(statements)}))


def fails(status: int, message: str = "no", **error: Any) -> Answer:
    """An error; the caller may try again at once."""
    body = json.dumps({"error": {"message": message, **error}})
    return Answer(body, status, {"retry-after-ms": "1"})


@dataclass
class Endpoint:
    """Gives its answers in order, the last one again and again; keeps what it was asked."""

    url: str
    answers: list[Answer] = field(default_factory=lambda: [says()])
    chosen: Callable[[dict[str, Any]], Answer] | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def answer(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def next(self, call: dict[str, Any]) -> Answer:
        if self.chosen:
            return self.chosen(call)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Serving:
    """Runs an endpoint in threads for as long as a test lasts."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.endpoint = Endpoint(f"http://127.0.0.1:{self._server.server_port}/v1")
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        serving = self
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint = serving.endpoint
                with lock:
                    endpoint.calls.append(call)
                    endpoint.keys.append(self.headers["Authorization"])
                    endpoint.paths.append(self.path)
                    answer = endpoint.next(call)
                if answer.is_late:
                    serving._stopping.wait()
                    return
                data = answer.body.encode()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(data)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                """Tests are quiet."""

        return Handler
