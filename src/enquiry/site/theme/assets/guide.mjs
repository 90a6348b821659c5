// What every page does with a script: the menu closes by itself, what is folded opens when it is
// wanted, and the search is loaded once it is used.

const menu = document.querySelector("details.menu");

if (menu) {
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
}

// Newer browsers do both of these by themselves.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
});
addEventListener("beforeprint", () => {
  if (CSS.supports("selector(::details-content)")) return;
  for (const folded of document.querySelectorAll("main details")) folded.open = true;
});

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
