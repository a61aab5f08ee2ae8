// The resident's page: shows the visit as the agent has it, and says that somebody is still there.
import { count } from "./countdown.js";
import * as entry from "./entry.js";
import { follow } from "./live.js";
import * as pin from "./pin.js";
import * as signing from "./signing.js";
import { ring } from "./sound.js";
import { guard } from "./touches.js";

const STAGE_STEP = 0.8;
const SOMEBODY_EVERY_MS = 10_000;
const BROKEN_MS = 30_000;

const screen = () => document.getElementById("kiosk");
let shown = { step: screen().dataset.step, overlay: hasDialog() };
let lastWord = 0;

function hasDialog() {
  return screen().querySelector(".dialog") !== null;
}

function measure() {
  const stage = document.querySelector(".stage");
  screen().classList.toggle("has-more", stage.scrollHeight > stage.clientHeight + 16);
}

function settle() {
  const now = { step: screen().dataset.step, overlay: hasDialog() };
  const isNew = now.step !== shown.step;
  shown = (isNew || now.overlay !== shown.overlay) && (arrive(isNew), now) || shown;
  document.title = screen().dataset.title ?? document.title;
  pin.settle();
  entry.settle();
  signing.settle();
  ring(screen());
  measure();
  count(screen());
  if (screen().dataset.screen === "broken") setTimeout(() => location.replace("/"), BROKEN_MS);
}

function arrive(isNew) {
  const stage = document.querySelector(".stage");
  if (isNew) stage.scrollTop = 0;
  guard.renewed();
  (document.querySelector(".dialog") ?? stage).focus({ preventScroll: true });
}

function scroll(event) {
  const button = event.target.closest("[data-scroll]");
  if (!button) return;
  const stage = document.querySelector(".stage");
  stage.scrollBy({ top: (button.dataset.scroll === "down" ? 1 : -1) * stage.clientHeight * STAGE_STEP, behavior: "smooth" });
}

function refetch() {
  return htmx.ajax("GET", "/screen", { target: "#kiosk", swap: "outerMorph" });
}

// Reading and scrolling are not touches of a control, but whoever does it is still there.
function somebody() {
  const now = performance.now();
  if (hasDialog() || now - lastWord < SOMEBODY_EVERY_MS) return;
  lastWord = now;
  const { csrf, revision } = Object.fromEntries(new FormData(document.querySelector("form.touch")));
  fetch("/act", { method: "POST", body: new URLSearchParams({ csrf, revision, action: "stay" }) }).catch(() => {});
}

function leaveIfRefused(event) {
  if (event.detail.ctx?.response?.status !== 403) return;
  event.preventDefault();
  location.replace("/");
}

guard.install();
document.addEventListener("click", scroll);
document.addEventListener("pointerdown", somebody);
document.addEventListener("keydown", somebody);
document.addEventListener("htmx:before:swap", leaveIfRefused);
document.addEventListener("htmx:after:swap", settle);
addEventListener("resize", measure);
document.fonts.ready.then(measure);
count(screen());
ring(screen());
pin.install(refetch);
entry.install();
signing.install(refetch);
follow({ version: () => screen().dataset.version, refetch, lost: document.getElementById("lost") });
