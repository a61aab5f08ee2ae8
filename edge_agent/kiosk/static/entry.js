// What is typed, on the glass or on a keyboard: kept while its screen is drawn again, forgotten when it is left.
import { compose, isWhole, least, room } from "./day.js";
import { changed, even } from "./kana.js";

const AGAIN_MS = 1_000; // a second press of つぎへ on the same page

let key = "";
let kept = [];
let active = 0;
let isFresh = true; // the next digit takes the place of what stands in a number field
let panel = "kana";
let sent = {};

const form = () => document.getElementById("entry");
const inputs = () => [...form().querySelectorAll("input:not([type=hidden])")];
const fields = () => inputs().filter((each) => each.dataset.field);
const isDay = () => fields().length > 1;
const isCovered = () => form().closest("[inert]") !== null;
const leastOf = (field) => (isDay() ? least(field, form()) : Number(field.dataset.least));
const roomOf = (field) => (isDay() ? room(field, form()) : field.maxLength);
const isComplete = () => fields().every((each) => each.value.trim().length >= leastOf(each));

function begin() {
  key = form()?.dataset.entry ?? "";
  if (form()) inputs().forEach(asServed);
  kept = [];
  active = 0;
  isFresh = true;
  panel = "kana";
}

// An element may be one that stood in the screen before, with what was typed there.
function asServed(input) {
  if (input.type === "text") input.value = input.defaultValue;
  else input.checked = input.defaultChecked;
}

function remember() {
  kept = inputs().map(({ type, value, checked }) => (type === "text" ? value : checked));
}

function restore() {
  inputs().forEach((each, place) => {
    if (kept[place] === undefined) return;
    if (each.type === "text") each.value = kept[place];
    else each.checked = kept[place];
  });
}

function paint() {
  if (isDay()) compose(form(), fields());
  if (isDay()) fields().forEach((each, place) => each.classList.toggle("active", place === active));
  document.querySelectorAll("[data-panel]").forEach((each) => (each.hidden = each.dataset.panel !== panel));
  const go = document.querySelector("[data-complete]");
  if (isComplete()) go.removeAttribute("aria-disabled");
  else go.setAttribute("aria-disabled", "true");
}

function settleFields() {
  remember();
  paint();
}

function onward() {
  if (!isDay() || !isWhole(fields()[active], form()) || active === fields().length - 1) return;
  active += 1;
  isFresh = true;
}

function put(sign) {
  const field = fields()[active];
  const before = isDay() && isFresh ? "" : field.value;
  if (before.length + sign.length > roomOf(field)) return;
  field.value = before + sign;
  isFresh = false;
  onward();
  settleFields();
}

function act(action) {
  if (isDay() && action === "clear") {
    fields().forEach((each) => (each.value = ""));
    active = 0;
  } else {
    if (isDay() && fields()[active].value === "" && active > 0) active -= 1;
    fields()[active].value = changed(fields()[active].value, action);
  }
  isFresh = false;
  settleFields();
}

function pressed(event) {
  const button = event.target.closest("[data-put], [data-do], [data-show]");
  if (!button || !form() || isCovered()) return;
  if (button.dataset.show) panel = button.dataset.show;
  if (button.dataset.put) put(button.dataset.put);
  else if (button.dataset.do) act(button.dataset.do);
  else settleFields();
}

// A year that was begun in another way of counting does not fit any more.
function refit() {
  const [year] = fields();
  if (year.value === "" || (year.value.length <= roomOf(year) && year.value.length >= leastOf(year))) return;
  year.value = "";
  active = 0;
  isFresh = true;
}

function typed(event) {
  if (!form()?.contains(event.target) || event.isComposing) return;
  const field = event.target;
  if (field.dataset.field) field.value = even(field.value, field.dataset.field).slice(0, roomOf(field));
  else if (isDay()) refit();
  const before = active;
  if (field.dataset.field) onward();
  settleFields();
  if (active !== before) select(fields()[active]);
}

function select(field) {
  field.focus();
  field.setSelectionRange(isDay() ? 0 : field.value.length, field.value.length);
}

// A keyboard writes into the field wherever the last touch was.
function aimed(event) {
  if (!form() || !fields().length || isCovered() || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input") || (event.target.closest("button") && /^( |Enter)$/.test(event.key))) return;
  if (event.key.length === 1 || event.key === "Backspace") select(fields()[active]);
  else if (event.key === "Enter") form().requestSubmit();
}

function focused(event) {
  const place = form() ? fields().indexOf(event.target) : -1;
  if (place < 0) return;
  active = place;
  isFresh = true;
  paint();
}

function submitted(event) {
  if (event.target.id !== "entry") return;
  const { revision } = Object.fromEntries(new FormData(form()));
  const isAgain = revision === sent.revision && event.timeStamp - sent.at < AGAIN_MS;
  if (isComplete() && !isAgain) {
    sent = { revision, at: event.timeStamp };
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

// A page that is drawn again keeps what was entered; another screen, or another question, forgets it.
export function settle() {
  if (!form() || form().dataset.entry !== key) begin();
  if (!form()) return;
  restore();
  settleFields();
}

export function install() {
  document.addEventListener("click", pressed);
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("keydown", aimed);
  document.addEventListener("focusin", focused);
  document.addEventListener("submit", submitted, { capture: true });
  settle();
}
