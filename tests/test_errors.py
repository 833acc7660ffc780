"""Errors say what is wrong and what to do, in both languages, also after a journey between processes."""

from __future__ import annotations

import pickle

import pytest

from pipeline.errors import DocumentError, UsageError, VanbanError

_WORDS = ("damaged", "Tệp bị hỏng.", "Xin gửi lại.", "The file is broken.", "Ask for another copy.")


@pytest.mark.parametrize("kind", [VanbanError, DocumentError, UsageError])
def test_both_languages(kind: type[VanbanError]) -> None:
    error = kind(*_WORDS)
    assert error.code == "damaged"
    assert (error.message(), error.hint()) == ("Tệp bị hỏng.", "Xin gửi lại.")
    assert (error.message("en"), error.hint("en")) == ("The file is broken.", "Ask for another copy.")
    assert str(error) == "damaged: The file is broken."


@pytest.mark.parametrize("kind", [VanbanError, DocumentError, UsageError])
def test_an_error_survives_pickling(kind: type[VanbanError]) -> None:
    error = pickle.loads(pickle.dumps(kind(*_WORDS)))
    assert type(error) is kind
    assert (error.code, error.message(), error.hint()) == _WORDS[:3]
    assert (error.message("en"), error.hint("en")) == _WORDS[3:]


def test_an_error_of_a_document_is_no_misuse() -> None:
    assert not issubclass(DocumentError, UsageError)
    assert issubclass(DocumentError, VanbanError)
