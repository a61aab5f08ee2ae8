// The number of the card: kept here as bytes until it is sent, shown as dots only, overwritten afterwards.
const DIGITS = 4;
const ZERO = 48;

const digits = new Uint8Array(DIGITS);
let count = 0;
let isSent = false;
let asked = ""; // which of the card's numbers

const form = () => document.getElementById("pin-form");
const isCovered = () => form().closest("[inert]") !== null;

function forget() {
  digits.fill(0);
  count = 0;
}

function press(key) {
  if (isSent) return;
  if (key === "clear") forget();
  else if (key === "erase") digits[(count = Math.max(0, count - 1))] = 0;
  else if (count < DIGITS) digits[count++] = ZERO + Number(key);
  paint();
}

function paint() {
  const dots = form().querySelector(".dots");
  const shown = isSent ? DIGITS : count;
  [...dots.children].forEach((dot, place) => (dot.className = place < shown ? "filled" : place === shown ? "next" : ""));
  dots.setAttribute("aria-label", dots.dataset.said.replace("#", String(shown)));
  const left = document.querySelector("[data-left]");
  left.textContent = shown < DIGITS ? left.dataset.left.replace("#", String(DIGITS - shown)) : left.dataset.ready;
  const go = document.querySelector("button[form=pin-form]");
  go.toggleAttribute("aria-disabled", isSent || count < DIGITS);
  if (go.hasAttribute("aria-disabled")) go.setAttribute("aria-disabled", "true");
}

function body() {
  const { csrf, revision } = form();
  const start = new TextEncoder().encode(`${new URLSearchParams({ csrf: csrf.value, revision: revision.value })}&pin=`);
  const bytes = new Uint8Array(start.length + DIGITS);
  bytes.set(start);
  bytes.set(digits, start.length);
  return bytes;
}

async function send(refetch) {
  const bytes = body();
  forget();
  isSent = true;
  paint();
  const headers = { "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true" };
  try {
    const answer = await fetch(form().action, { method: "POST", headers, body: bytes });
    if (answer.status === 403) location.replace("/");
  } catch {
    // the page says by itself that the line to the agent is gone
  } finally {
    bytes.fill(0);
    await refetch().catch(() => {});
    isSent = false;
    settle();
  }
}

function typed(event) {
  if (!form() || isCovered() || event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[0-9]$/.test(event.key)) press(event.key);
  else if (event.key === "Backspace") press("erase");
  else if (event.key === "Delete") press("clear");
  else if (event.key === "Enter" && !event.target.closest("button")) form().requestSubmit();
}

// A page that is drawn again keeps what was entered; another screen forgets it.
export function settle() {
  const asks = form()?.action ?? "";
  if (asks !== asked) forget();
  asked = asks;
  if (form()) paint();
}

export function install(refetch) {
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key && form()) press(key.dataset.key);
  });
  document.addEventListener("keydown", typed);
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "pin-form") return;
    event.preventDefault();
    if (count === DIGITS && !isSent) send(refetch);
  });
  settle();
}
