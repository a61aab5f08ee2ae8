// While a call is open: chime, flashing title and another favicon, until one clerk acknowledges it.
import { unlock, ring, canSound } from "./chime.js";

const CHIME_EVERY = 5000;
const FLASH_EVERY = 1000;
const title = document.title;
const favicon = document.querySelector('link[rel="icon"]');
const still = favicon.href;
let flashing = 0, chiming = 0, holdsChime = false;

// One page of the browser chimes for all: whoever holds the lock. It passes on when that page goes away.
function stepForward() {
  if (holdsChime || !canSound()) return;
  if (!navigator.locks) { holdsChime = true; return; }
  holdsChime = null;
  navigator.locks.request("chime", () => { holdsChime = true; renew(); return new Promise(() => {}); });
}

function renew() {
  const alert = document.getElementById("alert");
  const calls = Number(alert?.dataset.ringing ?? 0);
  flash(calls ? alert.dataset.flash : "");
  chime(calls > 0 && isSoundOn());
  showBlocked(calls > 0 && isSoundOn() && !canSound());
}

function flash(words) {
  clearInterval(flashing);
  document.title = words ? `${words} ${title}` : title;
  favicon.href = words ? "/static/console/favicon-alert.svg" : still;
  document.documentElement.toggleAttribute("data-calling", Boolean(words));
  let on = true;
  if (words) flashing = setInterval(() => { on = !on; document.title = on ? `${words} ${title}` : `◇ ${title}`; }, FLASH_EVERY);
}

function chime(wanted) {
  if (!wanted) { clearInterval(chiming); chiming = 0; return; }
  if (chiming) return;
  const sound = () => { if (holdsChime === true) ring(); };
  sound();
  chiming = setInterval(sound, CHIME_EVERY);
}

const isSoundOn = () => document.getElementById("sound")?.dataset.on === "1";

function showBlocked(blocked) {
  const button = document.querySelector("#sound button");
  const words = document.getElementById("sound")?.dataset.blocked;
  if (!button || !words) return;
  button.toggleAttribute("data-blocked", blocked);
  if (blocked) button.title = words; else button.removeAttribute("title");
}

async function begin() {
  await unlock();
  stepForward();
  renew();
}

for (const gesture of ["pointerdown", "keydown"]) document.addEventListener(gesture, begin, { capture: true });
document.addEventListener("live:swapped", ({ detail }) => { if (detail === "alert" || detail === "sound") renew(); });
begin();
