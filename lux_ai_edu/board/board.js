// Plays the scenes that Python sends, 20 ticks a second, and tells Python what fingers do.
// A row of a scene: [ticks, lamps, light, fill, colour light, pins, words]; see scene.py.

const TICK = 50; // ms
const SETTLED = 700; // ms: what stays this long is read aloud
const LAMPS = 25;

const CSS = `
.lux-board { --ink: var(--jp-ui-font-color1, CanvasText); max-width: 440px; font: 15px/1.4 system-ui, sans-serif;
  color: var(--ink); padding: 4px; }
.lux-stage { position: relative; }
.lux-stage svg { display: block; width: 100%; height: auto; }
.lux-stage [data-lamp], .lux-stage [data-rgb], .lux-stage [data-pin] { transition: opacity 60ms linear; }
.lux-stage [data-cap] { transition: transform 80ms ease-out; }
.lux-stage .pressed { transform: translateY(3px) scale(.93); }
.lux-board .lux-press { position: absolute; top: 53.4%; width: 19%; aspect-ratio: 1; min-width: 44px; min-height: 44px;
  transform: translate(-50%, -50%); padding: 0; border: 0; border-radius: 16px; background: transparent;
  cursor: pointer; touch-action: manipulation; user-select: none; -webkit-tap-highlight-color: transparent; }
.lux-board .lux-press[data-button=A] { left: 15.2%; }
.lux-board .lux-press[data-button=B] { left: 84.8%; }
.lux-board .lux-press:hover { background: rgb(255 255 255 / .16); }
.lux-board .lux-press:focus-visible { outline: 4px solid #fff; outline-offset: 1px; box-shadow: 0 0 0 9px #0a3cff; }
.lux-row { display: flex; align-items: center; gap: 12px; min-height: 44px; margin-top: 6px; }
.lux-board .lux-film { min-height: 44px; min-width: 44px; padding: 0 16px; border-radius: 22px !important; border: 2px solid #0b5563;
  background: #0b5563; color: #fff; font: inherit; font-weight: 600; cursor: pointer; white-space: nowrap;
  flex: none; }
.lux-board .lux-film:hover { background: #0d6b7c; }
.lux-board .lux-film:focus-visible { outline: 4px solid #fff; outline-offset: -4px; box-shadow: 0 0 0 4px #0a3cff; }
.lux-board .lux-film[hidden] { display: none; }
.lux-keys { font-size: 13px; }
.lux-printed { margin: 6px 0 0; padding: 8px 12px; border-left: 4px solid #3fb4c1; white-space: pre-wrap;
  font: 14px/1.4 var(--jp-code-font-family, ui-monospace, monospace); }
.lux-error { margin: 6px 0 0; padding: 8px 12px; border-radius: 8px; background: #fff3cd; color: #3d2c00;
  border: 2px solid #b98900; }
.lux-printed:empty, .lux-error:empty { display: none; }
.lux-aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (prefers-reduced-motion: reduce) { .lux-stage * { transition: none !important; } }
`;

const stillPlease = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function element(tag, className, attributes = {}) {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function render({ model, el }) {
  const label = (name) => model.get("labels")[name] ?? "";

  // ---- the page. In JupyterLab the keys a and b add cells and x cuts one: not while a button of ours has the focus.
  const root = element("div", "lux-board", { role: "group" });
  const button = (kind, more) =>
    element("button", kind, { type: "button", "data-lm-suppress-shortcuts": "true", ...more });
  const style = document.createElement("style");
  style.textContent = CSS;
  const stage = element("div", "lux-stage");
  const row = element("div", "lux-row");
  const film = button("lux-film");
  const keys = element("span", "lux-keys");
  const printed = element("div", "lux-printed", { role: "status" });
  const error = element("div", "lux-error", { role: "alert" });
  const aloud = element("div", "lux-aloud", { "aria-live": "polite" });
  const buttons = ["A", "B"].map((name) => button("lux-press", { "data-button": name }));
  row.append(film, keys);
  root.append(style, stage, row, printed, error, aloud);
  el.append(root);

  let lamps, colour, pins, picture;
  function draw() {
    stage.innerHTML = model.get("picture");
    stage.append(...buttons);
    picture = stage.querySelector("svg");
    picture.querySelector("title")?.remove(); // else a tooltip hangs over the lamps; the label stays
    lamps = [...picture.querySelectorAll("[data-lamp]")];
    colour = picture.querySelector("[data-rgb]");
    pins = [...picture.querySelectorAll("[data-pin]")];
  }
  function name() {
    root.setAttribute("aria-label", label("board"));
    buttons.forEach((button) => button.setAttribute("aria-label", label(button.dataset.button.toLowerCase())));
    keys.textContent = label("keys");
  }

  // ---- playing
  let scene, began, known, timer, speaking, spoken;
  let playing = false;

  function look([, bits, light, fill, colourLight, pinBits, words]) {
    lamps.forEach((lamp, n) => lamp.setAttribute("opacity", (bits >> (LAMPS - 1 - n)) & 1 ? light : 0));
    if (colourLight) colour.setAttribute("fill", fill); // it fades out in its own colour
    colour.setAttribute("opacity", colourLight);
    pins.forEach((pin, n) => pin.setAttribute("opacity", (pinBits >> n) & 1));
    if (words !== spoken) {
      spoken = words;
      clearTimeout(speaking);
      speaking = setTimeout(() => speak(scene.words[words]), SETTLED);
    }
  }
  function speak(sentence) {
    picture.setAttribute("aria-label", sentence);
    aloud.textContent = sentence;
  }

  function play() {
    playing = true;
    began = performance.now();
    step();
  }
  function step() {
    // Where are we by the clock? A slow page drops pictures, never time.
    let left = performance.now() - began;
    const { rows, again } = scene;
    for (let n = 0; ; n++) {
      if (again < 0 && n === rows.length - 1) return rest();
      if (n === rows.length) {
        left %= rows.slice(again).reduce((sum, [ticks]) => sum + ticks * TICK, 0);
        n = again;
      }
      const lasts = rows[n][0] * TICK;
      if (left < lasts) {
        look(rows[n]);
        timer = setTimeout(step, lasts - left);
        return caption();
      }
      left -= lasts;
    }
  }
  function stop() {
    clearTimeout(timer);
    playing = false;
    caption();
  }
  function rest() {
    stop();
    look(scene.rows.at(-1));
  }
  function endOfProgram() {
    let left = scene.program;
    return scene.rows.find(([ticks]) => (left -= ticks) < 0) ?? scene.rows.at(-1);
  }
  function caption() {
    film.hidden = scene.rows.length < 2;
    film.textContent = playing ? label("stop") : stillPlease() && !began ? label("play") : label("again");
  }
  function onScene() {
    clearTimeout(timer);
    scene = model.get("scene");
    spoken = undefined;
    began = undefined;
    // Python's clock stands at the end of the program; what it does not know yet is the time from there on.
    known = performance.now() + (stillPlease() ? 0 : scene.program * TICK);
    if (stillPlease()) {
      stop();
      look(endOfProgram());
    } else play();
  }

  // ---- fingers
  const held = new Set();
  function tell(type, button) {
    const now = performance.now();
    const passed = Math.max(0, Math.round(now - known));
    known = Math.max(known, now);
    picture.querySelector(`[data-cap=${button}]`).classList.toggle("pressed", type === "press");
    model.send({ type, button, passed });
  }
  function press(button) {
    if (held.has(button)) return;
    held.add(button);
    tell("press", button);
  }
  function release(button) {
    if (held.delete(button)) tell("release", button);
  }

  const keyOf = { a: "A", b: "B" };
  const pressKeys = ["Enter", " "];
  function buttonOfKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
    if (pressKeys.includes(event.key)) return event.target.dataset?.button;
    return keyOf[event.key.toLowerCase()];
  }
  root.addEventListener("keydown", (event) => {
    const button = buttonOfKey(event);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    press(button);
  });
  root.addEventListener("keyup", (event) => {
    const button = buttonOfKey(event);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    release(button);
  });
  root.addEventListener("focusout", () => [...held].forEach(release));
  for (const element of buttons) {
    const button = element.dataset.button;
    let pointer = 0;
    element.addEventListener("pointerdown", (event) => {
      pointer = event.timeStamp;
      element.setPointerCapture(event.pointerId);
      element.focus({ preventScroll: true }); // Safari does not, and the keys a and b need it
      press(button);
    });
    for (const type of ["pointerup", "pointercancel"]) element.addEventListener(type, () => release(button));
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    // A screen reader clicks without pointer and key.
    element.addEventListener("click", (event) => {
      if (event.detail > 0 || pointer > event.timeStamp - 1000) return;
      press(button);
      release(button);
    });
  }
  film.addEventListener("click", () => (playing ? stop() : play()));

  // ---- Python's side
  const onPicture = () => (draw(), onScene());
  const onPrinted = () => (printed.textContent = model.get("printed"));
  const onError = () => (error.textContent = model.get("error"));
  const watched = { "change:picture": onPicture, "change:scene": onScene, "change:labels": name };
  Object.assign(watched, { "change:printed": onPrinted, "change:error": onError });
  for (const [event, react] of Object.entries(watched)) model.on(event, react);
  draw();
  name();
  onPrinted();
  onError();
  onScene();

  return () => {
    clearTimeout(timer);
    clearTimeout(speaking);
    for (const [event, react] of Object.entries(watched)) model.off(event, react);
  };
}

export default { render };
