/**
 * Answers as a document does, in the order of the page, with the events of a person's input.
 * For what a test needs to be filled in; what a person meets on the way is for `walk` and `Keyboard`.
 */
(answers) => {
  const form = document.getElementById("enquiry-form");
  const fields = [...form.querySelectorAll("[data-field]")].map((each) => each.dataset.field);
  const leaves = (value, path) =>
    typeof value === "object" && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]))
      : [[path.join("."), value]];
  const give = (control, property, value) => {
    control[property] = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const answer = (name, value) => {
    const offer = document.getElementById(`${name.split(".")[0]}-offer`);
    if (offer && !offer.checked && !offer.closest("[hidden]:not([data-step])")) give(offer, "checked", true);
    const boxes = [...document.getElementsByName(name)];
    if (["radio", "checkbox"].includes(boxes[0]?.type)) {
      const chosen = [value].flat().map(String);
      if (!chosen.every((each) => boxes.some((box) => box.value === each))) throw Error(`${name}: ${chosen}`);
      for (const box of boxes) {
        const isChosen = chosen.includes(box.value);
        // Nobody takes the mark off a radio: another one gets it.
        if (box.checked !== isChosen && (isChosen || box.type === "checkbox")) give(box, "checked", isChosen);
      }
    } else if (boxes.length) give(boxes[0], "value", String(value));
    else {
      const [year, month, day] = value.split("-");
      for (const [part, text] of Object.entries({ year, month, day })) {
        give(document.getElementsByName(`${name}.${part}`)[0], "value", text);
      }
    }
  };
  // The form writes these by itself.
  const written = ["schemaVersion", "preparedOn"];
  const given = leaves(answers, []).filter(([name]) => !written.includes(name));
  given.sort(([one], [other]) => fields.indexOf(one) - fields.indexOf(other));
  for (const [name, value] of given) answer(name, value);
}
