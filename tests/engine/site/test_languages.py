"""A guide speaks the languages of its data: one or several, from left to right or the other way."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

import enquiry
from enquiry.check import findings
from enquiry.guide_files import TABLE, GuideFiles
from enquiry.phrases import all_phrases, engine_languages
from enquiry.site.material_shell import MaterialShell
from tests.in_languages import copy_in
from tests.support import HARBOUR, ROOT, copy_guide, mkdocs

WORDS = ROOT / "src/enquiry/words"


def built(root: Path) -> Path:
    """The site of a guide, built strictly."""
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def page(site: Path, address: str) -> BeautifulSoup:
    """A page of the site."""
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")


def root_of(soup: BeautifulSoup) -> Tag:
    """The element of the whole page."""
    (html,) = soup.select("html")
    return html


def test_one_language(tmp_path: Path) -> None:
    """A guide of one language lies at the root, and links to no other one."""
    root = copy_in(tmp_path / "one", {"es": "en"})
    assert enquiry.load_guide(root).languages == ("es",)
    site = built(root)
    for address in ("", "enquiry", "categories/noise"):
        soup = page(site, address)
        assert (root_of(soup)["lang"], root_of(soup)["dir"]) == ("es", "ltr")
        assert soup.select(".language") == []
        assert [link["hreflang"] for link in soup.select("link[hreflang]")] == ["es", "x-default"]
    assert not (site / "es").exists()
    assert "Ir al contenido" in page(site, "").select(".skip")[0]
    footer = page(site, "").select("footer")[0].get_text().replace("\xa0", " ")
    assert "15 de enero de 2026" in footer
    assert {path.name for path in (site / "search").iterdir()} == {
        *("es.json", "lunr.js", "lunr.es.js", "lunr.stemmer.support.js")
    }
    with (site / "routing.csv").open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or []
    assert [name for name in columns if name.startswith("title")] == ["title_es"]
    unknown = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert [section["lang"] for section in unknown.select("section")] == ["es"]
    result = enquiry.load_guide(root).validate({})
    assert {language for each in result.problems for language in each.message.languages} == {"es"}


def test_three_languages(tmp_path: Path) -> None:
    """The first language is at the root, the others below their codes; Arabic is mirrored."""
    root = copy_in(tmp_path / "three", {"ar": "en", "en": "en", "fr": "fr"})
    site = built(root)
    for language, home in (("ar", ""), ("en", "en/"), ("fr", "fr/")):
        soup = page(site, f"{home}accessibility")
        direction = "rtl" if language == "ar" else "ltr"
        assert (root_of(soup)["lang"], root_of(soup)["dir"]) == (language, direction)
        others = [code for code in ("ar", "en", "fr") if code != language]
        assert [link["lang"] for link in soup.select("a.language")] == others
        assert [link["hreflang"] for link in soup.select("link[hreflang]")] == [
            *("ar", "en", "fr", "x-default")
        ]
        default = soup.select("link[hreflang=x-default]")[0]["href"]
        assert default == "https://harbour.example.org/accessibility/"
    unknown = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert (root_of(unknown)["lang"], root_of(unknown)["dir"]) == ("ar", "rtl")
    sections = [(each["lang"], each.get("dir")) for each in unknown.select("section")]
    assert sections == [("ar", None), ("en", "ltr"), ("fr", "ltr")]
    assert len(re.findall("hreflang=", (site / "sitemap.xml").read_text("utf-8"))) % 4 == 0
    table = json.loads((site / "routing.json").read_text("utf-8"))
    assert list(table["publisher"]["name"]) == ["ar", "en", "fr"]


def test_material_mirrors_a_page_as_its_language_does() -> None:
    """Material knows the language that was built last, which is not that of the 404 page."""
    shell = MaterialShell.__new__(MaterialShell)
    html = shell.finish('<html class="no-js"><body dir="rtl" class="x">', "ltr")
    assert html == '<html dir="ltr" class="no-js"><body dir="ltr" class="x">'


def translated(root: Path, language: str) -> Path:
    """A language that the engine has no words for, in a file of words: each is the English one."""
    words = yaml.safe_load((WORDS / "en.yml").read_text("utf-8"))
    own = root / f"docs/words/{language}.yml"
    said = yaml.safe_load(own.read_text("utf-8"))
    words |= {key: text for key, text in said.items() if key != "form"}
    words["form"] |= said["form"]
    words["phrases"] = {key: text["en"] for key, text in all_phrases().items()}
    own.write_text(yaml.safe_dump(words, allow_unicode=True), "utf-8")
    return own


def test_a_language_without_words(tmp_path: Path) -> None:
    """Of a language that the engine does not speak every word is asked for; with them it builds."""
    root = copy_in(tmp_path / "pt", {"pt": "en"})
    done = mkdocs(root, "build", "--strict")
    assert done.returncode
    missing = re.findall(r'docs/words/pt.yml:\d+:\d+: The key "(\w+)" is missing', done.stdout)
    assert {"write_to", "phrases", "action_check"} <= set(missing)
    assert {"skip", "search_hint", "action_next"}.isdisjoint(missing)  # Material translates them
    with pytest.raises(enquiry.GuideError, match='The key "phrases" is missing'):
        enquiry.load_guide(root)
    translated(root, "pt")
    site = built(root)
    assert root_of(page(site, ""))["lang"] == "pt"
    assert enquiry.load_guide(root).validate({1: 2}).problems[0].message.languages == ("pt",)


def test_every_part_is_in_the_same_languages(tmp_path: Path) -> None:
    """Table, settings and pages have the schema's languages, or a finding says where not."""
    root = copy_in(tmp_path, {"es": "en", "en": "en"})
    files = GuideFiles.of(root)
    assert findings(files) == []
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("locale: es", "locale: ar"), "utf-8")
    shutil.rmtree(root / "docs/en")
    table = (root / TABLE).read_text("utf-8")
    other = re.sub(r"(?m)^([ -]*)es:", r"\1ar:", table)
    (root / TABLE).write_text(other, "utf-8")
    problem = "The languages are not those of the schema's first label: es, en."
    found = [
        (each.file.removeprefix(f"{root}/"), each.line, each.problem) for each in findings(files)
    ]
    line = 1 + settings.read_text("utf-8").splitlines().index(
        "        - {locale: ar, name: es, default: true}"
    )
    assert ("mkdocs.yml", line, problem) in found
    assert ("docs/en", 0, 'There are no pages in "en".') in found
    assert (TABLE, problem) in {(file, said) for file, _, said in found}


@pytest.mark.parametrize(
    ("file", "find", "replace", "says"),
    [
        (TABLE, "language: en", "language: xx", '"xx" is no code of a language that Babel knows.'),
        ("mkdocs.yml", "locale: en", "locale: es", "The languages are not those"),
        ("mkdocs.yml", "docs_structure: folder", "docs_structure: suffix", "The plugin i18n does"),
    ],
)
def test_the_build_refuses_another_language(
    tmp_path: Path, file: str, find: str, replace: str, says: str
) -> None:
    """A language that is none, or not the guide's, stops the build with file and line."""
    root = copy_guide(tmp_path / "guide")
    path = root / file
    path.write_text(path.read_text("utf-8").replace(find, replace, 1), "utf-8")
    done = mkdocs(root, "build", "--strict")
    assert done.returncode
    said = done.stdout + done.stderr
    assert re.search(rf"(?m)^{re.escape(file)}:\d+:\d+: {says}", said), said
    assert "Traceback" not in said


def test_every_phrase_is_in_every_language_of_the_engine() -> None:
    """What the engine itself says has the same {braces} in every language that it has words for."""
    assert sorted(engine_languages()) == sorted(path.stem for path in WORDS.glob("*.yml"))
    for key, text in all_phrases().items():
        assert text.languages == engine_languages(), key
        braces = {frozenset(re.findall(r"\{\w+\}", words)) for _, words in text.parts}
        assert len(braces) == 1, key


def test_the_harbour_stays_as_it_is() -> None:
    """Its languages are those of its data."""
    assert enquiry.load_guide(HARBOUR).languages == ("en", "fr")
