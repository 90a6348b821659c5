// What every page does with a script: nothing until the search is used, then the search.

const form = document.querySelector("form.search");

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  startAtFocus();
}

function startAtFocus() {
  form.querySelector("input").addEventListener("focus", startSearch, { once: true });
}

async function startSearch() {
  try {
    const { start } = await import("./search.mjs");
    await start(form);
  } catch {
    form.querySelector("[role=status]").textContent = form.dataset.failed;
    startAtFocus();
  }
}
