"""Changes as the command prints them: for people, for a comment on a pull request, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from enquiry.cli.reporters import escaped
from enquiry.comparison.telling import Change, Teller

Format = Literal["text", "markdown", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SPACES = "\u00a0\u202f"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$:-])")
_ESCAPED = r"\\\1"
# What a host makes a link of, or a message to somebody: mentions, issues, addresses.
_LINKED = re.compile(r"@|#\d|GH-\d|://|\bwww\.|\b[0-9a-f]{7,}\b", re.IGNORECASE)
_WORD = re.compile(r"[^ ]+")
_AROUND = "“”«»\"'(),;.…:،؛\u00a0\u202f"


def text(changes: Sequence[Change], language: str, teller: Teller, preview: str) -> str:
    """A change a line, or that nothing changes."""
    lines = [_shown(_sentence(change, language, teller)) for change in changes]
    lines = lines or [_shown(teller.phrase("nothing")[language])]
    return "".join(f"{line}\n" for line in [*lines, *([preview] if preview else [])])


def markdown(changes: Sequence[Change], language: str, teller: Teller, preview: str) -> str:
    """A heading and a list that say nothing but their words, whatever is written in the guide."""
    lines = [f"### {_escaped(teller.phrase('heading')[language])}", ""]
    lines += [f"- {_escaped(_sentence(change, language, teller))}" for change in changes]
    if not changes:
        lines.append(_escaped(teller.phrase("nothing")[language]))
    if preview:
        lines += ["", f"[{_escaped(teller.phrase('preview')[language])}](<{preview}>)"]
    return "\n".join(lines) + "\n"


def jsonl(changes: Sequence[Change], _language: str, _teller: Teller, _preview: str) -> str:
    """A change a line, in ASCII, in every language."""
    return "".join(f"{json.dumps(change.as_dict())}\n" for change in changes)


WRITERS: Mapping[Format, Callable[[Sequence[Change], str, Teller, str], str]] = {
    "text": text,
    "markdown": markdown,
    "jsonl": jsonl,
}


def _sentence(change: Change, language: str, teller: Teller) -> str:
    """A change, and in how many situations it counts."""
    message = change.message[language]
    if not change.situations:
        return message
    return f"{message} {teller.say('situations', number=change.situations)[language]}"


def _shown(words: str) -> str:
    """Words with every character escaped that neither shows nor is a space."""
    return "".join(
        each if each.isprintable() or each in _SPACES else escaped(ord(each)) for each in words
    )


def _escaped(words: str) -> str:
    return _WORD.sub(lambda word: _word(word[0]), _shown(words))


def _word(word: str) -> str:
    """A word of Markdown that shows as it is, and that no host makes a link of."""
    if not _LINKED.search(word):
        return _MARKUP.sub(_ESCAPED, word)
    bare = word.strip(_AROUND)
    before, after = word[: word.index(bare)], word[word.index(bare) + len(bare) :]
    ticks = max((len(each) for each in re.findall("`+", bare)), default=0) + 1
    fence, space = "`" * ticks, " " if "`" in bare else ""
    return f"{_MARKUP.sub(_ESCAPED, before)}{fence}{space}{bare}{space}{fence}{after}"
