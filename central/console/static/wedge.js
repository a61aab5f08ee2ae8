// A hand scanner types like a keyboard, only faster. A slip's code is caught wherever the focus is and never typed.
import { send } from "./scan.js";

const PREFIX = "DSM1:";
const LONGEST_MEAN_GAP = 50;
const LONGEST_SILENCE = 300;
const LONGEST_CODE = 64;
const MODIFIERS = new Set(["Shift", "CapsLock", "Control", "Alt", "Meta"]);

let begun = null; // The first signs, which may still be somebody's typing.
let caught = null; // A code, of which nothing reaches the page any more.

export function listenForCodes() {
  document.addEventListener("keydown", hear, { capture: true });
  document.addEventListener("keyup", (event) => { if (caught) swallow(event); }, { capture: true });
  document.addEventListener("beforeinput", (event) => { if (caught && event.cancelable) event.preventDefault(); }, { capture: true });
}

function hear(event) {
  if (MODIFIERS.has(event.key) || event.repeat) return;
  if (caught) take(event);
  else watch(event);
}

function watch(event) {
  const place = begun && event.timeStamp - begun.at <= LONGEST_MEAN_GAP * (PREFIX.length - 1) ? begun.signs : 0;
  if (!isSign(event, place)) {
    begun = isSign(event, 0) ? begin(event) : null;
    return;
  }
  if (place === 0) begun = begin(event);
  else begun.signs += 1;
  begun.composed ||= isComposed(event);
  if (begun.signs === PREFIX.length) {
    swallow(event);
    takeBack(begun);
    caught = { text: PREFIX, began: begun, timer: setTimeout(finish, LONGEST_SILENCE) };
    begun = null;
  }
}

const begin = (event) => ({ at: event.timeStamp, signs: 1, composed: isComposed(event), field: fieldNow() });

function take(event) {
  swallow(event);
  clearTimeout(caught.timer);
  if (event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter") return finish();
  if (caught.text.length < LONGEST_CODE) caught.text += signOf(event);
  caught.timer = setTimeout(finish, LONGEST_SILENCE);
}

function finish() {
  const { text, began } = caught;
  caught = null;
  if (began.composed) began.field?.element.focus({ preventScroll: true });
  began.field?.restore();
  send(text);
}

function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

// While an input method is on, only leaving the field ends its composition.
function takeBack({ composed, field }) {
  if (composed) field?.element.blur();
  field?.restore();
}

function fieldNow() {
  const element = document.activeElement;
  if (!element?.matches("input, textarea, select")) return null;
  const { value, selectionStart: from, selectionEnd: to } = element;
  const restore = () => {
    if (element.value !== value) {
      element.value = value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (from !== null && from !== undefined) element.setSelectionRange(from, to);
  };
  return { element, restore };
}

function isSign(event, place) {
  const sign = PREFIX[place];
  return sign === ":" ? isColon(event) : signOf(event) === sign;
}

// The colon's key is another one on a Japanese keyboard than on an American one, whichever of them the scanner is.
function isColon(event) {
  return signOf(event) === ":" || event.code === "Quote" || (event.code === "Semicolon" && event.shiftKey);
}

const isComposed = (event) => event.isComposing || event.key === "Process" || event.keyCode === 229;

function signOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return "";
  if (!isComposed(event) && event.key.length === 1) return event.key.normalize("NFKC").toUpperCase();
  return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1] ?? "";
}
