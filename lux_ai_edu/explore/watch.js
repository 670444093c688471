// Moves through the steps of a program that has run. Python draws each step when it is asked for.
export default {
  render({ model, el }) {
    const { step, back, next } = model.get("words");
    el.classList.add("lux-watch");
    const label = document.createElement("label");
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 1, max: model.get("steps") });
    slider.value = model.get("number");
    label.append(`${step} `, slider);
    slider.style.cssText = "width: 16em; height: 44px; vertical-align: middle; cursor: pointer";

    const buttons = [[back, -1], [next, 1]].map(([text, by]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.style.cssText = "min-height: 44px; min-width: 7em; font: inherit; cursor: pointer";
      button.addEventListener("click", () => {
        slider.value = Number(slider.value) + by; // the slider itself keeps to its ends
        move();
      });
      return button;
    });

    const page = document.createElement("div");
    page.style.margin = "0.8em 0";
    const sentence = document.createElement("p");
    sentence.setAttribute("aria-live", "polite");
    const show = () => {
      page.innerHTML = model.get("page"); // made by Python, with every text in it escaped
      sentence.textContent = model.get("sentence");
      slider.value = model.get("number");
      slider.setAttribute("aria-valuetext", sentence.textContent);
    };
    const move = () => {
      model.set("number", Number(slider.value));
      model.save_changes();
    };
    slider.addEventListener("input", move);
    model.on("change:page change:sentence", show);

    // Or JupyterLab takes the arrow keys and goes to the next cell. It looks at the focused element first.
    for (const node of [slider, ...buttons]) node.dataset.lmSuppressShortcuts = "true";
    el.append(buttons[0], " ", label, " ", buttons[1], page, sentence);
    show();
    return () => model.off("change:page change:sentence", show);
  },
};
