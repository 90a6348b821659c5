// What every page does with a script: nothing until the search is used, then the search.

const search = document.querySelector("form.search");

if (search) {
  search.hidden = false;
  search.addEventListener("submit", (event) => event.preventDefault());
  const input = search.querySelector("input");
  input.addEventListener("focus", () => import("./search.mjs").then((module) => module.start(search)), { once: true });
}
