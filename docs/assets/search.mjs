// Search in one language with lunr, which MkDocs ships. Loaded when the search is first used.

/** Letters without their accents, so that "reponse" finds « réponse ». */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const script = (address) =>
  new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

/** The entries of the language's index and a lunr index over them. */
async function load({ index, lunr: folder }, language) {
  const [data] = await Promise.all([
    fetch(index).then((response) => response.json()),
    script(`${folder}lunr.js`),
  ]);
  if (language !== "en") {
    await script(`${folder}lunr.stemmer.support.js`);
    await script(`${folder}lunr.${language}.js`);
  }
  const { lunr } = window;
  const entries = new Map(data.docs.map((entry) => [entry.location, entry]));
  const unaccented = (token) => token.update(fold);
  lunr.Pipeline.registerFunction(unaccented, "unaccented");
  const built = lunr(function () {
    if (language !== "en") this.use(lunr[language]);
    this.pipeline.remove(lunr.stopWordFilter);
    this.pipeline.add(unaccented);
    this.searchPipeline.add(unaccented);
    this.ref("location");
    this.field("title", { boost: 5 });
    this.field("text");
    for (const entry of data.docs) this.add(entry);
  });
  return { entries, built, lunr };
}

/** The entries that hold every word of the query, or a word that begins like it. */
function find({ entries, built, lunr }, query) {
  const words = fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length) return [];
  const { REQUIRED } = lunr.Query.presence;
  const TRAILING = lunr.Query.wildcard.TRAILING;
  const search = (presence) =>
    built.query((clauses) => {
      for (const word of words) {
        clauses.term([built.pipeline.runString(word), word].flat(), { presence, wildcard: TRAILING });
      }
    });
  return search(REQUIRED).map((hit) => entries.get(hit.ref));
}
