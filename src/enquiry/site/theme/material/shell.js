// What Material's script lacks. It stands before that script, so that it hears of things first.
{
  // Material's script would do it later, and the search would push aside what stands beside it.
  document.documentElement.classList.replace("no-js", "js");

  const { root, whole } = document.currentScript.dataset;

  // Where instant loading is on: what is loaded whole all the same, because its scripts run at
  // loading, it may not connect, or its frame is in another language.
  if (whole) {
    const addresses = whole.split(" ").map((each) => new URL(each, new URL(root, location)).pathname);
    const isWhole = ({ pathname }) => addresses.includes(pathname);
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest("a[href]");
        if (link && (link.hreflang || isWhole(link))) event.stopPropagation();
      },
      true,
    );
    let shown = location.pathname;
    addEventListener("DOMContentLoaded", () => {
      window.document$.subscribe(() => (shown = location.pathname));
    });
    addEventListener("popstate", (event) => {
      if (location.pathname === shown || !isWhole(location)) return;
      event.stopImmediatePropagation();
      location.reload();
    });
  }

  // A shortcut of one letter strikes who dictates, or who slips on a key (WCAG 2.1.4).
  addEventListener(
    "keydown",
    (event) => {
      const isTyping = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
      if (event.key.length === 1 && event.key !== " " && !isTyping) event.stopPropagation();
    },
    true,
  );

  // Tab goes from the search to what it found. It is open as long as something in it has the focus.
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Tab" && event.target.closest(".md-search")) event.stopPropagation();
    },
    true,
  );
  // Material searches when a key is let go, which who dictates or pastes never does.
  addEventListener("input", ({ target }) => {
    if (target.matches(".md-search__input")) target.dispatchEvent(new Event("keyup"));
  });
  addEventListener("focusin", ({ target }) => {
    const toggle = document.getElementById("__search");
    if (toggle.checked !== Boolean(target.closest(".md-search"))) toggle.click();
  });

  // The menu of a narrow page: a button opens it, Escape closes it.
  const drawer = () => document.getElementById("__drawer");
  const opener = () => document.querySelector(".guide-menu");
  addEventListener("DOMContentLoaded", () => {
    drawer().addEventListener("change", () => opener()?.setAttribute("aria-expanded", drawer().checked));
    opener()?.addEventListener("click", () => drawer().click());
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer().checked) return;
    drawer().click();
    opener()?.focus();
  });
}
