"""A guide that names a service, and one that does not: policy, page and form."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from enquiry.site import guide as guides
from enquiry.site import opendata
from enquiry.site.guide import Guide
from enquiry.site.page_context import page_context, policy
from tests.in_shell import in_material
from tests.support import LANGUAGES, copy_guide, mkdocs

ORIGIN = "https://enquiries.example.org"
FORM = "enquiry.md"


def naming(root: Path, service: str) -> Path:
    """The guide in `root`, whose settings name a service from now on."""
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("extra: {", f"extra: {{service: {service}, ")
    settings.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def with_service(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The harbour's guide, with a service of its own host."""
    root = copy_guide(tmp_path_factory.mktemp("with-service") / "guide")
    return guides.load(naming(root, f"{ORIGIN}/office/"))


def connections(guide: Guide, uri: str) -> str:
    """What the policy of a page lets it connect to."""
    said = str(page_context(guide, guide.pages[uri], "")["policy"])
    return said.partition("connect-src ")[2].partition(";")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_alone_may_connect_to_it(with_service: Guide, language: str) -> None:
    """To its one origin and to nothing else; every other page is as it was."""
    assert connections(with_service, f"{language}/{FORM}") == ORIGIN
    others = {connections(with_service, uri) for uri in with_service.pages if FORM not in uri}
    assert others == {"'self'"}


def test_the_header_of_all_pages_lets_the_form_connect(with_service: Guide, guide: Guide) -> None:
    """Header and page both count, so the header must not forbid what the form's page allows."""
    assert f"connect-src 'self' {ORIGIN};" in opendata.files(with_service, "")["_headers"]
    assert "connect-src 'self';" in opendata.files(guide, "")["_headers"]


def test_a_service_of_the_same_site_is_the_site_itself(tmp_path: Path) -> None:
    """A path in place of an address: the form may connect to its own site."""
    made = guides.load(naming(copy_guide(tmp_path / "guide"), "/api/"))
    assert connections(made, f"en/{FORM}") == "'self'"
    assert str(policy("self", made.service)) == str(policy("self"))
    assert '"service":"/api/v1/enquiries"' in made.pages[f"en/{FORM}"].markdown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_loads_a_module_more(with_service: Guide, guide: Guide, language: str) -> None:
    """The page names it, once, with all that it imports; without a service it does not."""
    with_it, without = (
        page_context(each, each.pages[f"{language}/{FORM}"], "")["preloads"]
        for each in (with_service, guide)
    )
    assert [name for name in with_it if name not in without] == ["assets/enquiry/service.mjs"]
    assert len(with_it) == len(set(with_it))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_what_the_form_does(with_service: Guide, guide: Guide, language: str) -> None:
    """Who receives what is sent stands on the page about it, and only where something is."""
    name = guide.table.publisher.name[language]
    for each, says in ((with_service, True), (guide, False)):
        assert (name in each.pages[f"{language}/protect-your-information.md"].markdown) == says
        form = each.pages[f"{language}/{FORM}"].markdown
        assert ('data-action="send"' in form) == says
        assert ("service" in form) == says
        # "Nothing is sent." would be wrong once something is.
        hint = each.words.form["kept_hint"][language]
        assert (f'<p class="hint">{hint}</p>' in form) == (not says)


def test_both_shells_have_the_policy(tmp_path: Path) -> None:
    """In Material's shell too, the form's page names the service, and no other page does."""
    root = naming(in_material(tmp_path / "guide"), ORIGIN)
    done = mkdocs(root, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    allowed = {}
    for file in (tmp_path / "site").rglob("*.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "html5lib")
        (meta,) = soup.select("meta[http-equiv=Content-Security-Policy]")
        allowed[file.relative_to(tmp_path / "site").as_posix()] = ORIGIN in str(meta["content"])
    forms = {"enquiry/index.html", "fr/enquiry/index.html"}
    assert {path for path, may in allowed.items() if may} == forms
