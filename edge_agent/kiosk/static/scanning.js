// One switch is enough: a frame walks over what can be pressed, and the switch presses where it stands.
const PACES = { unhurried: 3_000, steady: 1_800, quick: 1_000 };
const FEW = 6; // what is more than this is walked over row by row
const ROUNDS = 2; // so often a row is walked along before the walk leaves it
const CALM_MS = 400; // a hand that trembles presses once

// The digits of a card are left out: who watches the frame would learn the number.
const PRESSED = "button:not([data-key], [aria-disabled=true]), a[href], input[type=checkbox], input[type=radio]";
const IN_ORDER = [".stage", ".actionbar", ".strips", ".topbar"];

let walked = ""; // which screen, and how fast
let timer = 0;
let at = 0; // the row
let along = -1; // the place in it, when it was chosen
let rounds = 0;
let pressedAt = -CALM_MS;

const screen = () => document.getElementById("kiosk");
const dialog = () => screen().querySelector(".dialog");
const isFree = (each) => each.checkVisibility() && !each.closest("[inert]");
const middle = (each) => each.getBoundingClientRect().top + each.getBoundingClientRect().height / 2;
const isBeside = (one, other) => Math.abs(middle(one) - middle(other)) < other.getBoundingClientRect().height / 2;
const framed = (each) => (each.matches("input") ? each.nextElementSibling : each);

function places() {
  return dialog() ? [dialog()] : IN_ORDER.map((each) => screen().querySelector(each)).filter(Boolean);
}

function inRows(found) {
  const rows = [];
  for (const each of found) {
    const row = rows.find(([first]) => isBeside(first, each));
    if (row) row.push(each);
    else rows.push([each]);
  }
  return rows;
}

function rows() {
  const found = places().map((each) => [...each.querySelectorAll(PRESSED)].filter(isFree));
  const all = found.flat();
  return all.length > FEW ? found.flatMap(inRows) : all.map((each) => [each]);
}

// What the frame is around now: a row, or one thing in it.
function current() {
  const all = rows();
  const row = all[at % all.length] ?? [];
  return along < 0 ? row : row.slice(along % row.length, (along % row.length) + 1);
}

function frame() {
  document.querySelectorAll("[data-scanned]").forEach((each) => each.removeAttribute("data-scanned"));
  const now = current();
  now.forEach((each) => framed(each).setAttribute("data-scanned", ""));
  now[0]?.scrollIntoView({ block: "nearest" });
}

function stay() {
  frame();
  clearTimeout(timer);
  timer = setTimeout(walk, PACES[screen().dataset.scanning]);
}

function walk() {
  const all = rows();
  const row = all[at % all.length] ?? [];
  if (along < 0) at = (at + 1) % Math.max(all.length, 1);
  else if (along + 1 < row.length) along += 1;
  else goRound();
  stay();
}

function goRound() {
  rounds += 1;
  along = rounds < ROUNDS ? 0 : -1;
}

function begin() {
  at = 0;
  along = -1;
  rounds = 0;
  stay();
}

function stop() {
  clearTimeout(timer);
  document.querySelectorAll("[data-scanned]").forEach((each) => each.removeAttribute("data-scanned"));
}

function choose() {
  const now = current();
  if (now.length > 1) {
    along = 0;
    rounds = 0;
    stay();
  } else if (now.length) {
    begin();
    now[0].click();
  }
}

// A page that is drawn again is walked on; another screen or dialog from its beginning.
export function settle() {
  const { scanning, step } = screen().dataset;
  const now = scanning ? [scanning, step, dialog()?.querySelector("h1")?.id ?? ""].join("|") : "";
  if (now === walked) return void (now && frame());
  walked = now;
  stop();
  if (now) begin();
}

export function install(somebody) {
  document.addEventListener(
    "keydown",
    (event) => {
      if (!walked || (event.key !== " " && event.key !== "Enter")) return;
      event.preventDefault();
      event.stopPropagation();
      somebody();
      if (event.repeat || event.timeStamp - pressedAt < CALM_MS) return;
      pressedAt = event.timeStamp;
      choose();
    },
    { capture: true },
  );
  settle();
}
