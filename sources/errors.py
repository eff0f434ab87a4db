"""Why a file cannot go on through the pipeline."""

from __future__ import annotations

# Codes of failures that the same bytes or the same address meet again, and what helps instead. What
# comes from the network, a time limit or a server is not among them.
WHAT_TO_DO = {
    "empty": "Hand in a file that holds text.",
    "not_text": "Save the text as .txt, .md or .html and hand that in, or paste the text.",
    "unknown_encoding": "Save the file as UTF-8 and hand it in again.",
    "no_article": "Paste the text itself instead.",
    "bad_sidecar": "Mend what is said about the file, and hand in both again.",
    "too_large": "Split the file, or paste the part that matters.",
    "bad_url": "Mend the address and hand it in again.",
    "forbidden_host": "Save the page and hand in the file, or paste its text.",
    "not_readable": "Save it as text or HTML and hand that in, or paste the text.",
}


class StepError(Exception):
    """A step that cannot be done for a file. `code` is for programs, the message for people.

    The file then waits in state `failed` with the message, and can be retried; what earlier steps
    stored stays.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
