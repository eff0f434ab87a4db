"""`python -m sources.parsing`: reads files in a process of its own, one after the other.

A hostile file may loop or eat memory; this process can be killed and has limits. Protocol on
standard input and output: a JSON line `{"size", "name", "sidecar"}` and `size` bytes in; a JSON line
`{"article"}` or `{"error": {"code", "message"}}` out.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import IO

from sources.parsing.errors import ParseError
from sources.parsing.json import article_to_json
from sources.parsing.reading import parse


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the requests end."""
    while line := requests.readline():
        head = json.loads(line)
        data = requests.read(head["size"])
        try:
            answer: dict[str, object] = {
                "article": article_to_json(parse(data, name=head["name"], sidecar=head["sidecar"]))
            }
        except ParseError as error:
            answer = {"error": {"code": error.code, "message": error.message}}
        except MemoryError:
            answer = {
                "error": {
                    "code": "too_much_memory",
                    "message": "Reading the file took more memory than CLAIMBASE_PARSE_MEMORY_MB.",
                }
            }
        except RecursionError:
            answer = {
                "error": {
                    "code": "too_deep",
                    "message": "The file is nested too deeply to be read.",
                }
            }
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    memory = int(sys.argv[1]) * 1024 * 1024
    if sys.platform.startswith("linux"):  # macOS does not enforce it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)
