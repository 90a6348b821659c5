// Search in one language with lunr, which MkDocs ships. Loaded when the search is first used.

const MOST = 8;

/** Letters without their accents, so that "reponse" finds « réponse ». */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Load a classic script: lunr is no module. */
const script = (address) =>
  new Promise((resolve, reject) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, onload: resolve, onerror: reject });
    document.head.append(element);
  });

/**
 * The entries of a language's index, and the lunr index over them.
 * @param {string} index address of the entries
 * @param {string} folder address of lunr's folder
 * @param {string} language
 */
async function load(index, folder, language) {
  const [{ docs }] = await Promise.all([
    fetch(index).then((answer) => answer.json()),
    script(`${folder}lunr.js`),
  ]);
  if (language !== "en") {
    await script(`${folder}lunr.stemmer.support.js`);
    await script(`${folder}lunr.${language}.js`);
  }
  const { lunr } = window;
  lunr.tokenizer.separator = /[^\p{L}\p{N}]+/u;
  const unaccented = (token) => token.update(fold);
  lunr.Pipeline.registerFunction(unaccented, "unaccented");
  const stem = language === "en" ? lunr.stemmer : lunr[language].stemmer;
  const built = lunr(function () {
    // The words people search for are often the small ones, so no word is left out.
    this.pipeline.reset();
    this.pipeline.add(unaccented, stem);
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
  const ask = (words, presence, editDistance) =>
    built
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
   * it. Where there is none, those with some of its longer words, one letter right or wrong.
   * @returns {{ found: object[], exact: boolean }}
   */
  return (query) => {
    // A letter alone is what an apostrophe leaves over.
    const words = (fold(query).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1);
    const exact = words.length ? ask(words, REQUIRED, 0) : [];
    const near = exact.length ? [] : words.filter((word) => word.length > 3);
    const found = near.length ? ask(near, OPTIONAL, 1) : exact;
    return { found: found.slice(0, MOST), exact: found === exact };
  };
}

/** A result: a link to its page, with the page's description. */
function item(entry, home) {
  const [result, link, text] = ["li", "a", "p"].map((name) => document.createElement(name));
  link.href = home + entry.location;
  link.textContent = entry.title;
  text.textContent = entry.description;
  result.append(link, text);
  return result;
}

/**
 * Answer what is typed into the search.
 * @param {HTMLFormElement} form with its addresses and words in data attributes
 */
export async function start(form) {
  const { index, lunr, home, count, one, close, none, failed } = form.dataset;
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = form.querySelector(".results");
  let find;
  try {
    find = await load(index, lunr, document.documentElement.lang);
  } catch {
    status.textContent = failed;
    return;
  }
  const answer = () => {
    const asked = input.value.trim().length > 1;
    const { found, exact } = find(asked ? input.value : "");
    const told = !found.length ? none : !exact ? close : found.length === 1 ? one : count;
    status.textContent = asked ? told.replace("{count}", found.length) : "";
    list.replaceChildren(...found.map((entry) => item(entry, home)));
    list.hidden = !found.length;
  };
  input.addEventListener("input", answer);
  form.addEventListener("submit", () => list.querySelector("a")?.focus());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    input.focus();
    answer();
  });
  answer();
}
