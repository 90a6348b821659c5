/**
 * Fills in documents one after the other, saves each, and opens what was saved.
 * Evaluated in the page with the form; events are those that a person's input causes.
 * @returns for each document what the person sees, what is saved, and what is saved after opening it
 */
async (documents) => {
  const form = document.getElementById("enquiry-form");
  const find = (name) => form.elements.namedItem(name);
  const give = (control, properties) => {
    Object.assign(control, properties);
    const [heard] = control instanceof RadioNodeList ? control : [control];
    heard.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const fill = (value, path = "") => {
    const offer = document.getElementById(`${path.slice(0, -1).replaceAll(".", "-")}-offer`);
    if (offer && !offer.closest("[hidden]:not([data-step])")) give(offer, { checked: true });
    for (const [key, part] of Object.entries(value)) {
      const name = path + key;
      const control = find(name);
      const isTick = document.querySelector(`[name="${name}"][type=checkbox]`);
      if (Array.isArray(part)) {
        for (const box of document.getElementsByName(name)) give(box, { checked: part.includes(box.value) });
      } else if (typeof part === "object") fill(part, `${name}.`);
      else if (isTick) give(control, { checked: part });
      else if (control) give(control, { value: part });
      else if (find(`${name}.day`)) {
        const [year, month, day] = part.split("-");
        for (const [each, text] of Object.entries({ year, month, day })) {
          give(find(`${name}.${each}`), { value: text });
        }
      }
    }
  };
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
