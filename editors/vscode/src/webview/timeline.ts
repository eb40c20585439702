/** The script of the timeline's page: shows the drawing, and makes it usable by mouse and keyboard. */
import { parseRange, type FromPage, type ToPage } from "../timeline/messages";
import { isHarmless } from "./drawing";

interface Editor {
  postMessage(message: FromPage): void;
}
declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const picture = element("picture");
const message = element("message");
const title = element("function");

const STEP = 1.25;
let zoom = 1;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no #${id}`);
  }
  return found;
}

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case "show":
      show(data.title, data.svg);
      break;
    case "empty":
      title.textContent = document.title;
      message.textContent = data.message;
      picture.replaceChildren();
      break;
    case "line":
      markLine(data.line);
      break;
  }
});

function show(name: string, svg: string): void {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (parsed.nodeName !== "svg") {
    return;
  }
  clean(parsed);
  const focused = focusedRange();
  title.textContent = name;
  message.textContent = "";
  const { scrollTop, scrollLeft } = picture;
  picture.replaceChildren(document.importNode(parsed, true));
  scale();
  // An edit draws anew: what was in sight stays there.
  picture.scrollTo(scrollLeft, scrollTop);
  if (focused !== undefined) {
    places()
      .find((it) => it.dataset.range === focused)
      ?.focus({ preventScroll: true });
  }
}

/** Drops whatever is not part of a drawing. The page's policy would block it, too. */
function clean(root: Element): void {
  for (const child of [...root.children]) {
    if (isHarmless(child.localName)) {
      clean(child);
    } else {
      child.remove();
    }
  }
  for (const { name, value } of [...root.attributes]) {
    const leadsAway = name.endsWith("href") && !value.startsWith("#");
    if (name.startsWith("on") || name === "style" || leadsAway) {
      root.removeAttribute(name);
    }
  }
}

/** The parts of the drawing that stand for places in the source, in reading order. */
function places(): SVGElement[] {
  return [...picture.querySelectorAll<SVGElement>("[data-range]")];
}

function focusedRange(): string | undefined {
  return document.activeElement instanceof SVGElement
    ? document.activeElement.dataset.range
    : undefined;
}

/** Marks the row of a line, and scrolls down or up to it where it is out of sight. */
function markLine(line: number): void {
  for (const marked of picture.querySelectorAll(".ol-current")) {
    marked.classList.remove("ol-current");
  }
  const row = [...picture.querySelectorAll<SVGElement>("[data-line]")].find(
    ({ dataset: { line: first, lastLine } }) => Number(first) <= line && line <= Number(lastLine),
  );
  row?.classList.add("ol-current");
  const stripe = row?.querySelector(".ol-stripe")?.getBoundingClientRect();
  if (stripe === undefined) {
    return;
  }
  const view = picture.getBoundingClientRect();
  const head = picture.querySelector(".ol-headers")?.getBoundingClientRect().height ?? 0;
  if (stripe.top < view.top + head) {
    picture.scrollTop -= view.top + head - stripe.top;
  } else if (stripe.bottom > view.bottom) {
    picture.scrollTop += stripe.bottom - view.bottom;
  }
}

/** Keeps the columns' names in sight. */
function placeHeaders(): void {
  picture
    .querySelector(".ol-headers")
    ?.setAttribute("transform", `translate(0 ${picture.scrollTop / zoom})`);
}

function scale(): void {
  const svg = picture.querySelector("svg");
  const box = svg?.viewBox.baseVal;
  if (svg !== null && box !== undefined && box.width > 0) {
    svg.setAttribute("width", String(box.width * zoom));
    svg.setAttribute("height", String(box.height * zoom));
  }
  placeHeaders();
}

function zoomTo(factor: number): void {
  zoom = Math.min(8, Math.max(0.25, factor));
  scale();
}

function rangeOf(target: EventTarget | null) {
  const place = target instanceof Element ? target.closest<SVGElement>("[data-range]") : null;
  return place === null ? undefined : parseRange(place.dataset.range ?? "");
}

function open(target: EventTarget | null): boolean {
  const range = rangeOf(target);
  if (range !== undefined) {
    editor.postMessage({ type: "open", range });
  }
  return range !== undefined;
}

function point(target: EventTarget | null): void {
  editor.postMessage({ type: "point", range: rangeOf(target) ?? null });
}

/** Moves the keyboard's focus by so many places. */
function step(by: number): boolean {
  const all = places();
  const at = all.findIndex((it) => it === document.activeElement);
  const next = all[at === -1 ? 0 : at + by];
  next?.focus();
  return next !== undefined;
}

function pressed(event: KeyboardEvent): boolean {
  switch (event.key) {
    case "Enter":
    case " ":
      return open(event.target);
    case "ArrowDown":
    case "ArrowRight":
      return step(1);
    case "ArrowUp":
    case "ArrowLeft":
      return step(-1);
    case "+":
    case "=":
      zoomTo(zoom * STEP);
      return true;
    case "-":
      zoomTo(zoom / STEP);
      return true;
    case "0":
      zoomTo(1);
      return true;
    default:
      return false;
  }
}

picture.addEventListener("scroll", placeHeaders);
picture.addEventListener("click", (event) => open(event.target));
picture.addEventListener("mouseover", (event) => {
  point(event.target);
});
picture.addEventListener("mouseleave", () => {
  point(null);
});
picture.addEventListener("focusin", (event) => {
  point(event.target);
});
document.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && !(event.target instanceof HTMLButtonElement) && pressed(event)) {
    event.preventDefault();
  }
});
picture.addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomTo(event.deltaY < 0 ? zoom * STEP : zoom / STEP);
    }
  },
  { passive: false },
);
element("zoom-in").addEventListener("click", () => {
  zoomTo(zoom * STEP);
});
element("zoom-out").addEventListener("click", () => {
  zoomTo(zoom / STEP);
});
element("zoom-reset").addEventListener("click", () => {
  zoomTo(1);
});

editor.postMessage({ type: "ready" });
