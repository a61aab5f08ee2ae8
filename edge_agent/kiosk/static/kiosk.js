// The resident's page: shows the visit as the agent has it, and says that somebody is still there.
import { count } from "./countdown.js";
import * as entry from "./entry.js";
import { follow } from "./live.js";
import * as pin from "./pin.js";
import * as scanning from "./scanning.js";
import * as signing from "./signing.js";
import { ring } from "./sound.js";
import { guard } from "./touches.js";
import * as voice from "./voice.js";

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
  entitle();
  const now = { step: screen().dataset.step, overlay: hasDialog() };
  const isNew = now.step !== shown.step;
  shown = (isNew || now.overlay !== shown.overlay) && (arrive(isNew), now) || shown;
  document.title = screen().dataset.title ?? document.title;
  document.documentElement.lang = screen().lang;
  pin.settle();
  entry.settle();
  signing.settle();
  ring(screen());
  voice.speak();
  measure();
  scanning.settle();
  count(screen());
  if (screen().dataset.screen === "broken") setTimeout(() => location.replace("/"), BROKEN_MS);
}

// Who cannot see the screen hears its heading when the focus comes to it.
function entitle() {
  const heading = document.querySelector(".stage h1");
  if (!heading) return;
  heading.id = "heading";
  document.querySelector(".stage").setAttribute("aria-labelledby", heading.id);
}

function arrive(isNew) {
  const stage = document.querySelector(".stage");
  if (isNew) stage.scrollTop = 0;
  guard.renewed();
  (screen().querySelector(".dialog") ?? stage).focus({ preventScroll: true });
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

// A pen on a tablet of its own makes no event of this page.
function wrote(said) {
  signing.wrote(said);
  somebody();
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
entitle();
count(screen());
ring(screen());
pin.install(refetch);
entry.install();
signing.install(refetch);
voice.install();
scanning.install(somebody);
follow({ version: () => screen().dataset.version, refetch, lost: document.getElementById("lost"), wrote });
