/**
 * Asks the form's modules about documents: the check, the router, and the letter.
 * Evaluated in a page on which they are imported (tests/browsing/modules.py).
 */
async ([folder, documents, published, data, rules, today]) => {
  const { compose, mailto, nextSteps } = await import(`${folder}/compose.mjs`);
  const { createValidator } = guide.validator;
  const { route } = guide.router;
  const leaves = (value, path = []) =>
    typeof value === "object" && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]))
      : [path];
  const without = (document, path) => {
    const rest = structuredClone(document);
    delete path.slice(0, -1).reduce((part, name) => part[name], rest)[path.at(-1)];
    return rest;
  };
  const asker = ({ schema, table }) => {
    const validate = createValidator(schema);
    const says = (document) => ({
      result: validate(document, { today }),
      route: route(document, table, { today }),
    });
    const lacks = (document, pointer) =>
      validate(document, { today }).problems.some((each) => each.pointer === pointer);
    const required = (document) =>
      leaves(document)
        .filter((path) => lacks(without(document, path), `/${path.join("/")}`))
        .map((path) => `/${path.join("/")}`);
    return { says, required };
  };
  const [ofPublished, ofForm] = [asker(published), asker(data)];
  return documents.map((document) => {
    const carried = { ...ofForm.says(document), required: ofForm.required(document) };
    const message = compose(document, carried.route, data, today);
    const { category, previousEnquiry } = document;
    return {
      published: ofPublished.says(document),
      carried,
      again: rules && route({ category, previousEnquiry }, rules, { today }),
      message: {
        ...message,
        mailto: mailto(message).href,
        next: nextSteps(document, carried.route, data, today),
      },
    };
  });
}
