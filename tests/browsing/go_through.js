/**
 * Fills in documents one after the other, saves each, and opens what was saved.
 * Evaluated in the page with the form; `fill` is that of fill.js.
 * @returns for each document what the person sees, what is saved, and what is saved after opening it
 */
(fill) => async (documents) => {
  const form = document.getElementById("enquiry-form");
  let saved;
  URL.createObjectURL = (blob) => ((saved = blob), "about:blank");
  addEventListener("click", (event) => event.target.download && event.preventDefault());
  globalThis.confirm = () => true;
  const press = (action) => document.querySelector(`[data-action=${action}]`).click();
  const shown = (selector) => {
    const element = document.querySelector(selector);
    return element.checkVisibility() ? element.innerText : null;
  };
  const save = async () => {
    press("check");
    saved = undefined;
    press("json");
    return saved && JSON.parse(await saved.text());
  };
  const open = async (text) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([text], "saved.json"));
    const input = document.getElementById("load");
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
    // The form takes the file out of its control once it has read it.
    for (let turn = 0; input.value && turn < 1000; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const found = [];
  for (const each of documents) {
    press("clear");
    fill(each);
    // An answer further down may lead to another contact, which has to be reached anew.
    fill(each);
    const asked = [...form.querySelectorAll("[data-field]")]
      .filter((field) => !field.closest("[hidden]:not([data-step])")).map((field) => field.dataset.field);
    const first = await save();
    const seen = { errors: shown("#errors"), to: shown("#letter dl"), gap: shown("#no-address") };
    press("clear");
    await open(JSON.stringify(first ?? {}));
    found.push({ ...seen, asked, saved: first, again: await save() });
  }
  return found;
}
