"""`enquiry validate`: what each document lacks."""

from __future__ import annotations

from argparse import Namespace

from enquiry.cli import documents
from enquiry.cli.parser import Parser

PURPOSE = "say what each document lacks"
EPILOG = f"""\
examples:
  enquiry validate enquiry.json
      one document
  enquiry validate --jobs 2 2026/*.ndjson
      a document a line, in two processes
  enquiry validate --strict --lang fr folder
      every *.json, *.ndjson, *.jsonl in it, also .gz; advice fails, too
  tail -f new.log | enquiry validate --lines --format jsonl
      each result as soon as its line is there

{documents.EXIT_STATUS}"""
add_arguments = documents.add_arguments


def run(parser: Parser, given: Namespace) -> int:
    """Examines the documents."""
    return documents.examine(parser, given, routes=False)
