// Search in one language with lunr, which MkDocs ships. Loaded when the search is first used.
import { fillIn } from "./enquiry/fill-in.mjs";

/**
 * @typedef {{location: string, title: string, description: string, keywords: string, text: string}}
 *   Entry a page in the index
 */

const MAX_RESULTS = 8;

/** Milliseconds without a key after which the count is said: at each key it would be read out again. */
const PAUSE = 500;

/** Letters without their accents, so that "reponse" finds « réponse ». */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Load a classic script: lunr is no module. */
const loadScript = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });

/**
 * The search over a language's index.
 * @param {string} index address of the entries
 * @param {string} folder address of lunr's folder
 * @param {string} stemmer the file of lunr that knows the language's endings; "" where none does
 * @returns {Promise<(query: string) => {found: Entry[], exact: boolean}>}
 */
async function load(index, folder, stemmer) {
  const [{ docs }] = await Promise.all([
    fetch(index).then((response) => response.json()),
    loadScript(`${folder}lunr.js`),
  ]);
  const [, language] = /^lunr\.(\w+)\.js$/.exec(stemmer) ?? [];
  if (language) {
    await loadScript(`${folder}lunr.stemmer.support.js`);
    await loadScript(folder + stemmer);
  }
  const { lunr } = window;
  lunr.tokenizer.separator = /[^\p{L}\p{N}]+/u;
  const unaccented = (token) => token.update(fold);
  lunr.Pipeline.registerFunction(unaccented, "unaccented");
  const asWritten = (token) => token;
  const stem = language ? lunr[language].stemmer : stemmer ? lunr.stemmer : asWritten;
  const searchIndex = lunr(function () {
    // The words people search for are often the small ones, so no word is left out.
    this.pipeline.reset();
    this.pipeline.add(unaccented, ...(stemmer ? [stem] : []));
    this.searchPipeline.reset();
    this.ref("location");
    this.field("title", { boost: 5 });
    this.field("keywords", { boost: 5 });
    this.field("description", { boost: 2 });
    this.field("text");
    docs.forEach((entry) => this.add(entry));
  });
  const entries = new Map(docs.map((entry) => [entry.location, entry]));
  const { REQUIRED, OPTIONAL } = lunr.Query.presence;
  const { NONE, TRAILING } = lunr.Query.wildcard;

  /** The entries that hold the words, best first. */
  const entriesWith = (words, presence, editDistance) =>
    searchIndex
      .query((clauses) => {
        for (const word of words) {
          const term = stem(new lunr.Token(word)).toString();
          const long = word.length > 2; // "no" is not the beginning of another word
          clauses.term(term, { presence, wildcard: long ? TRAILING : NONE });
          if (long) clauses.term(term, { presence: OPTIONAL, boost: 4, editDistance });
        }
      })
      .map((hit) => entries.get(hit.ref));

  /**
   * What is found for a query: the entries that hold every word of it, or a word that begins like
   * it. Where there is none, those with some of its longer words, give or take one letter.
   */
  return (query) => {
    // A letter alone is what an apostrophe leaves over.
    const words = (fold(query).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1);
    const exact = words.length ? entriesWith(words, REQUIRED, 0) : [];
    const longer = exact.length ? [] : words.filter((word) => word.length > 3);
    const found = longer.length ? entriesWith(longer, OPTIONAL, 1) : exact;
    return { found: found.slice(0, MAX_RESULTS), exact: found === exact };
  };
}

/** A result: a link to its page, with the page's description. */
function resultItem(entry, home) {
  const [item, link, text] = ["li", "a", "p"].map((name) => document.createElement(name));
  link.href = home + entry.location;
  link.textContent = entry.title;
  text.textContent = entry.description;
  item.append(link, text);
  return item;
}

/**
 * Answer what is typed into the search, and what was typed before the index came.
 * @param {HTMLFormElement} form with its addresses and words in data attributes
 * @throws where the index or lunr cannot be loaded
 */
export async function start(form) {
  const { index, lunr, home, none, stemmer } = form.dataset;
  const [count, close] = [form.dataset.count, form.dataset.close].map((forms) => JSON.parse(forms));
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = form.querySelector(".results");
  const search = await load(index, lunr, stemmer);

  let saying;
  const say = (text) => {
    clearTimeout(saying);
    if (!text) status.textContent = "";
    else saying = setTimeout(() => (status.textContent = text), PAUSE);
  };

  const update = () => {
    const isQuery = input.value.trim().length > 1;
    const { found, exact } = search(isQuery ? input.value : "");
    const outcome = !found.length ? none : exact ? count : close;
    say(isQuery ? fillIn(outcome, { count: found.length }, document.documentElement.lang) : "");
    list.replaceChildren(...found.map((entry) => resultItem(entry, home)));
    list.hidden = !found.length;
  };
  input.addEventListener("input", update);
  form.addEventListener("submit", () => list.querySelector("a")?.focus());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    input.focus();
    update();
  });
  update();
}
