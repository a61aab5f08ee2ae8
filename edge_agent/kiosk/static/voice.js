// Reads the screen aloud, one spoken file after the other. Any touch stops it, and so does another screen.
const SPEEDS = { slow: 0.8, normal: 1, fast: 1.3 };
const VOLUMES = { low: 0.35, middle: 0.65, high: 1 };

let sound = null;
let waiting = [];
let read = "";

const screen = () => document.getElementById("kiosk");

function stop() {
  waiting = [];
  sound?.pause();
  sound = null;
}

function next() {
  sound = null;
  const name = waiting.shift();
  if (!name) return;
  sound = new Audio(`/voice/${name}`);
  sound.playbackRate = SPEEDS[screen().dataset.speed] ?? 1;
  sound.volume = VOLUMES[screen().dataset.volume] ?? 1;
  sound.addEventListener("ended", next);
  sound.addEventListener("error", next);
  sound.play().catch(() => {}); // a browser that has not been touched yet may stay silent
}

function begin() {
  stop();
  waiting = (screen().dataset.say ?? "").split(" ").filter(Boolean);
  next();
}

// A page that is drawn again is not read again; another screen, dialog or way of reading is.
export function speak() {
  const { step, say, speed, volume } = screen().dataset;
  const overlay = document.querySelector(".dialog h1")?.id ?? "";
  const now = say === undefined ? "" : [step, overlay, speed, volume].join("|");
  if (now === read) return;
  read = now;
  begin();
}

export function install() {
  document.addEventListener("pointerdown", stop, { capture: true });
  document.addEventListener("keydown", stop, { capture: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-voice=again]")) begin();
  });
  speak();
}
