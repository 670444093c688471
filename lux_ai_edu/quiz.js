// A choice question: native radio buttons in a labelled group, and a live region that says why.
// Python knows what is right; only the sentence of the choice that was made ever comes here.
export default {
  render({ model, el }) {
    const { question, choices, check } = model.get("words");
    el.classList.add("lux-quiz");
    const field = document.createElement("fieldset");
    field.style.cssText = "border: 1px solid currentColor; border-radius: 12px; max-width: 44em; padding: 0.6em 1.2em 1em";
    const legend = document.createElement("legend");
    legend.textContent = question;
    legend.style.cssText = "font-weight: bold; padding: 0 0.4em";
    field.append(legend);

    // Arrow keys also choose, but answer nothing: whoever moves through the choices by keyboard must be able to
    // read them all first, and then answers with the button. A choice made with a finger or a mouse is an answer.
    let pointed = false;
    field.addEventListener("pointerdown", () => (pointed = true));
    field.addEventListener("keydown", () => (pointed = false));

    const group = `quiz-${Math.random().toString(36).slice(2)}`; // the same quiz may show twice on a page
    const inputs = choices.map((choice, index) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: group });
      label.append(input, ` ${choice}`);
      label.style.cssText = "display: block; padding: 0.4em 0.2em; cursor: pointer; font-size: 1.05em";
      input.addEventListener("change", () => pointed && model.send({ choice: index }));
      field.append(label);
      return input;
    });

    const button = document.createElement("button");
    button.type = "button";
    button.textContent = check;
    button.style.cssText = "min-height: 44px; min-width: 7em; margin: 0.6em 0 0; font: inherit; cursor: pointer";
    button.addEventListener("click", () => {
      model.send({ choice: inputs.findIndex((input) => input.checked) });
    });

    const why = document.createElement("p");
    why.setAttribute("role", "status");
    why.style.cssText = "font-weight: bold; min-height: 1.4em; margin: 0.6em 0";
    why.setAttribute("aria-live", "polite");
    const tell = () => (why.textContent = model.get("why"));
    model.on("change:why", tell);

    // Or JupyterLab takes the arrow keys and goes to the next cell. It looks at the focused element first.
    for (const node of [...inputs, button]) node.dataset.lmSuppressShortcuts = "true";
    field.append(button, why);
    el.append(field);
    tell();
    return () => model.off("change:why", tell);
  },
};
