// A choice question: native radio buttons in a labelled group, and a live region that says why.
// Python knows what is right; only the sentence of the choice that was made ever comes here.
export default {
  render({ model, el }) {
    const { question, choices, check } = model.get("words");
    const field = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = question;
    field.append(legend);

    const group = `quiz-${Math.random().toString(36).slice(2)}`; // the same quiz may show twice on a page
    const inputs = choices.map((choice, index) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: group });
      label.append(input, ` ${choice}`);
      label.style.cssText = "display: block; padding: 0.4em 0.2em; cursor: pointer";
      // Arrow keys also choose, but answer nothing: whoever moves through the choices by keyboard must be able
      // to read them all first. They answer with the button; a click of the mouse (detail > 0) answers at once.
      label.addEventListener("click", (event) => event.detail > 0 && model.send({ choice: index }));
      field.append(label);
      return input;
    });

    const button = document.createElement("button");
    button.type = "button";
    button.textContent = check;
    button.addEventListener("click", () => {
      model.send({ choice: inputs.findIndex((input) => input.checked) });
    });

    const why = document.createElement("p");
    why.setAttribute("role", "status");
    why.setAttribute("aria-live", "polite");
    const tell = () => (why.textContent = model.get("why"));
    model.on("change:why", tell);

    el.append(field, button, why);
    tell();
    return () => model.off("change:why", tell);
  },
};
