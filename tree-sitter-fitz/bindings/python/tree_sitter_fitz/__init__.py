"""Fitz grammar for tree-sitter."""

from importlib.resources import files

from ._binding import language

_QUERIES = {
    "HIGHLIGHTS_QUERY": "highlights.scm",
    "LOCALS_QUERY": "locals.scm",
    "INJECTIONS_QUERY": "injections.scm",
    "TAGS_QUERY": "tags.scm",
}

__all__ = ["language", *_QUERIES]


def __getattr__(name: str) -> str:
    if name not in _QUERIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return (files(__package__) / "queries" / _QUERIES[name]).read_text("utf-8")


def __dir__() -> list[str]:
    return sorted(__all__)
