"""`enquiry compat`: whether a new schema lets pass what an old one did."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from enquiry.cli.options import add_guide, add_quiet_and_verbose, guide_at_hand
from enquiry.cli.output import say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser

PURPOSE = "whether every enquiry that was valid is valid still under a new schema"
EPILOG = f"""\
examples:
  enquiry compat released.schema.json
      the guide in this folder against the schema that was released last
  enquiry compat old.schema.json new.schema.json
      two files

Each rule that became narrower is named, with its place in the new schema. What cannot be decided
is named as undecided. Advice, labels and messages make no enquiry invalid and do not count.

exit status:
  0   every enquiry that was valid is valid still
  1   it is not, or that cannot be decided
{OTHER_STATUSES}"""


def add_arguments(parser: Parser) -> None:
    """Adds the two schemas."""
    parser.add_argument("old", metavar="OLD_SCHEMA", help="the schema as it was")
    parser.add_argument(
        "new", nargs="?", metavar="NEW_SCHEMA", help="the schema as it is (that of the guide)"
    )
    add_guide(parser, ships=False)
    add_quiet_and_verbose(parser)


def run(parser: Parser, given: Namespace) -> int:
    """Prints each rule that became narrower."""
    from enquiry.authoring.findings import Finding, GuideError, collecting
    from enquiry.authoring.json_file import load_json
    from enquiry.authoring.yaml_file import YamlFile
    from enquiry.cli.findings import in_lines
    from enquiry.comparison.compatibility import narrowings, unusable

    if given.new is not None and given.guide is not None:
        parser.error("name the new schema once: either NEW_SCHEMA or --guide")
    path = Path(given.new) if given.new else guide_at_hand(parser, given.guide).schema
    found: list[Finding] = []
    schemas: list[YamlFile] = []
    for each in (Path(given.old), path):
        with collecting(found):
            schemas.append(load_json(each))
            found += unusable(schemas[-1])
    if found:
        parser.refuse(f"a schema cannot be used\n{in_lines(GuideError(found).findings)}".rstrip())
    old, new = schemas
    narrower = narrowings(old.data, new.data)
    write(in_lines(each.finding(new) for each in narrower))
    if given.verbose:
        wider = narrowings(new.data, old.data)
        write(in_lines(each.finding(old, is_wider=True) for each in wider))
    if not given.quiet:
        undecided = sum(each.verdict == "undecided" for each in narrower)
        say(f"{len(narrower) - undecided} narrower, {undecided} undecided\n")
    return 1 if narrower else 0
