"""Everything that is wrong with a guide, as far as what is installed can tell."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from enquiry import check
from enquiry.authoring.findings import Finding
from enquiry.authoring.settings import SETTINGS
from enquiry.guide_files import GuideFiles
from enquiry.site.words import word_findings

# What the pages of a site are made with; the extra "site" installs it.
_NEEDED = ("babel", "jinja2", "markdown")


def reads_pages() -> bool:
    """Whether the pages can be checked too."""
    return all(find_spec(name) for name in _NEEDED)


def findings(files: GuideFiles) -> Sequence[Finding]:
    """What a build would say of a guide; without the extra "site", of all but its pages."""
    if reads_pages():
        from enquiry.site import guide

        found = guide.findings(files.root)
        if find_spec("mkdocs"):
            from enquiry.site.settings_checks import mkdocs_findings

            known = {(each.file, each.line) for each in found}
            whole = not any(each.file == SETTINGS for each in found)
            more = [
                each
                for each in mkdocs_findings(files.root, with_pages=whole)
                if (each.file, each.line) not in known  # said in our words already
            ]
            found = sorted([*found, *more])
    else:
        found = sorted({*check.read(files).findings, *word_findings(files)})
    return [each.below(files.root) for each in found]
