// What every page does with a script: nothing until the search is used, then the search.

const form = document.querySelector("form.search");

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  const begin = async () => (await import("./search.mjs")).start(form);
  form.querySelector("input").addEventListener("focus", begin, { once: true });
}
