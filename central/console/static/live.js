// The page's end of the live channel: one connection per browser through a shared worker, or one of its own without.
import { draw, setClock } from "./clock.js";

const STALE_AFTER = 4000;
let staleTimer = 0;

export function connect() {
  if ("SharedWorker" in window) {
    const worker = new SharedWorker("/static/console/live-worker.js", { name: `live-${document.body.dataset.session}`, type: "module" });
    worker.port.onmessage = ({ data }) => hear(data.event, data.content);
    worker.port.start();
    addEventListener("pagehide", () => worker.port.postMessage("leave"));
  } else {
    import("./live-source.js").then(({ open }) => open(hear));
  }
}

function hear(event, content) {
  if (event === "slot") swap(content.slot, content.html);
  else if (event === "clock") setClock(content.now);
  else if (event === "up") setStale(false);
  else if (event === "down") setStale(true);
  else if (event === "signed-out") location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
}

function swap(id, html) {
  const old = document.getElementById(id);
  if (!old) return;
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  if (old.outerHTML === fresh.outerHTML) return;
  const focus = old.contains(document.activeElement) ? pathTo(document.activeElement) : "";
  old.replaceWith(fresh);
  window.htmx?.process(fresh);
  if (focus) (fresh.querySelector(focus) ?? document.getElementById("work"))?.focus({ preventScroll: true });
  draw();
  document.dispatchEvent(new CustomEvent("live:swapped", { detail: id }));
}

// Where the focus was, in words that the renewed part understands too.
function pathTo(element) {
  const action = element.closest("form")?.getAttribute("action");
  if (element.id) return `#${CSS.escape(element.id)}`;
  return action ? `form[action="${CSS.escape(action)}"] ${element.localName}:not([type="hidden"])` : "";
}

// A short break (changing page, a restarted server) is not worth a word.
function setStale(stale) {
  clearTimeout(staleTimer);
  document.documentElement.dataset.live = stale ? "down" : "up";
  const strip = document.getElementById("stale");
  if (!stale) strip.hidden = true;
  else staleTimer = setTimeout(() => { strip.hidden = false; }, STALE_AFTER);
}
