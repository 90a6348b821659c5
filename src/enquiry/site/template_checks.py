"""What is wrong with a guide's own templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, TemplateAssertionError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.settings import SHELLS, names_are_known, setting, value_of
from enquiry.site.html import THEME, environment
from enquiry.site.translations import material_templates

# What MkDocs gives to every template.
_NAMES_OF_MKDOCS = {
    *("nav", "pages", "page", "config", "base_url", "extra_css", "extra_javascript"),
    *("mkdocs_version", "build_date_utc"),
}
_MOST_PARENTS = 8  # more would be a loop
_TEMPLATES = (".html", ".jinja", ".xml")


def template_findings(folders: Iterable[str], root: Path) -> Iterator[Finding]:
    """What is wrong with the templates in these folders of the guide at `root`: those that cannot
    be read, and names that nobody gives them."""
    parser = environment()
    parser.filters["url"] = str  # which MkDocs gives
    known: set[str] | None = None
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix not in _TEMPLATES or path.is_dir():
                continue
            name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            if path.exists() and not path.is_file():  # reading from a pipe might never end
                yield Finding(name, 0, 0, "This is not a file.", "Put a template there.")
                continue
            try:
                template = parser.parse(path.read_text("utf-8"))
            except TemplateSyntaxError as error:
                problem = f"This template cannot be read: {str(error.message).strip('.')}."
                yield Finding(name, error.lineno, 1, problem, "Fix it here.")
                continue
            except (OSError, UnicodeDecodeError, RecursionError) as error:
                problem = f"This template cannot be read: {error}."
                yield Finding(name, 0, 0, problem, "Save it as UTF-8.")
                continue
            yield from _parent_findings(template, name, parser, template_folders(root, folders))
            if known is None:
                known = _known_names(parser, folders) if names_are_known(root) else set()
            if known:
                yield from _unknown_names(template, name, known)


def _parent_findings(
    template: nodes.Template, file: str, parser: Environment, folders: Sequence[Path]
) -> Iterator[Finding]:
    """Templates that one extends or includes and that are not there, and blocks that none of those
    that it extends has, so that they are never shown."""
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for asks in template.find_all(kinds):
        # Some names are known to the build alone, and some are of a template that may be missing.
        name = getattr(getattr(asks, "template", None), "value", None)
        may_be_missing = getattr(asks, "ignore_missing", False)
        if isinstance(name, str) and not may_be_missing and _in_folders(name, folders) is None:
            problem = f'There is no template "{name}".'
            expected = "Put it into the custom_dir of your theme, or do not ask for it."
            yield Finding(file, asks.lineno, 1, problem, expected)
            return
    blocks = _blocks_of_parents(template, parser, folders)
    for node in template.body:
        if blocks and isinstance(node, nodes.Block) and node.name not in blocks:
            problem = f'No template that this one extends has a block "{node.name}".'
            yield Finding(file, node.lineno, 1, problem, did_you_mean(node.name, sorted(blocks)))


def _blocks_of_parents(
    template: nodes.Template, parser: Environment, folders: Sequence[Path]
) -> set[str]:
    """The blocks of every template above one; none where it extends none, or one or another."""
    blocks: set[str] = set()
    below = template
    for _ in range(_MOST_PARENTS):
        extends = below.find(nodes.Extends)
        if extends is None:
            return blocks
        path = _in_folders(str(getattr(extends.template, "value", "")), folders)
        if path is None:
            return set()
        try:
            below = parser.parse(path.read_text("utf-8"))
        except (TemplateSyntaxError, OSError, UnicodeDecodeError, RecursionError):
            return set()  # a finding of its own
        blocks |= {block.name for block in below.find_all(nodes.Block)}
    return set()


def _in_folders(name: str, folders: Sequence[Path]) -> Path | None:
    found = (folder / name.removeprefix("material/") for folder in folders)
    return next((path for path in found if path.is_file()), None)


def template_folders(root: Path, overrides: Iterable[str]) -> Sequence[Path]:
    """The folders from which a page of the guide at `root` may choose its template, the guide's own
    first: those of its shell."""
    own = [Path(folder) for folder in overrides]
    if value_of(setting(root, "extra", "shell")) == SHELLS[1]:
        return [*own, THEME / "material", material_templates()]
    return [*own, THEME / "templates"]


def _known_names(parser: Environment, folders: Iterable[str]) -> set[str]:
    """Every name that a template of the engine uses or sets, or that one of the guide sets.

    The engine's environment is strict, so that each name that its own templates use is there.
    """
    known = set(_NAMES_OF_MKDOCS)
    for path in (THEME / "templates").rglob("*"):
        if path.is_file():
            template = parser.parse(path.read_text("utf-8"))
            known |= find_undeclared_variables(template) | _set_names(template)
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.suffix in _TEMPLATES and path.is_file():
                try:
                    known |= _set_names(parser.parse(path.read_text("utf-8")))
                except (TemplateSyntaxError, OSError, UnicodeDecodeError, RecursionError):
                    continue  # a finding of its own
    return known


def _set_names(template: nodes.Template) -> set[str]:
    """The names that a template sets, for itself or for what it includes."""
    return {each.name for each in template.find_all(nodes.Name) if each.ctx != "load"}


def _unknown_names(template: nodes.Template, file: str, known: set[str]) -> Iterator[Finding]:
    """The names of a template that nobody gives, but those that it asks about before."""
    asked_about = {
        each.node.name
        for each in template.find_all((nodes.Test, nodes.Filter))
        if isinstance(each, nodes.Test | nodes.Filter)
        and each.name in ("defined", "undefined", "default", "d")
        and isinstance(each.node, nodes.Name)
    }
    try:
        unknown = find_undeclared_variables(template) - known - asked_about
    except TemplateAssertionError as error:
        problem = f"This template cannot be read: {str(error.message).strip('.')}."
        yield Finding(file, error.lineno, 1, problem, "Fix it here.")
        return
    for name in sorted(unknown):
        lines = [use.lineno for use in template.find_all(nodes.Name) if use.name == name]
        problem = f'Nothing gives a template the name "{name}".'
        yield Finding(file, min(lines, default=1), 1, problem, did_you_mean(name, sorted(known)))
