"""`enquiry route`: where each valid document goes."""

from __future__ import annotations

from argparse import Namespace

from enquiry.cli import documents
from enquiry.cli.parser import Parser

PURPOSE = "say where each valid document goes, and what the others lack"
EPILOG = f"""\
examples:
  enquiry route enquiry.json
      the contact, and from which day the next one
  enquiry route --today 2026-12-23 --guide my-guide folder
      as of another day, by another guide
  enquiry route --format jsonl < all.ndjson
      each result, with its routing object as "route"

{documents.EXIT_STATUS}"""
add_arguments = documents.add_arguments


def run(parser: Parser, given: Namespace) -> int:
    """Examines the documents, and says where they go."""
    return documents.examine(parser, given, routes=True)
