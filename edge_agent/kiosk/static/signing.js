// The pad for a name: samples of pen, finger or mouse, kept while the screen is drawn again and sent once.
import { shape } from "./ink.js";

const WIDTH = 8000; // units across the pad
const MOST_SAMPLES = 4000;
const NEAR = 12;
const LONGEST_MS = 600_000;
const STRONGEST = 4095;
const TABLET = "tablet"; // stands for the number of a pointer

let strokes = [];
let current = null;
let height = 0;
let startedAt = 0;
let device = "";
let hasPen = false;
let isSent = false;
let frame = 0;

const box = () => document.getElementById("signing");
const pad = () => box().querySelector(".pad");
const isCovered = () => box().closest("[inert]") !== null;
const everything = () => (current?.samples.length ? [...strokes, current.samples] : strokes);

function forget() {
  strokes = [];
  current = null;
  device = "";
  hasPen = false;
  isSent = false;
}

function paint() {
  const ink = pad().querySelector(".ink");
  ink.setAttribute("viewBox", `0 0 ${WIDTH} ${height || WIDTH}`);
  const shapes = everything().map((stroke) => {
    const path = document.createElementNS(ink.namespaceURI, "path");
    path.setAttribute("d", shape(stroke, WIDTH));
    return path;
  });
  ink.querySelector("#strokes").replaceChildren(...shapes);
  const isEmpty = everything().length === 0;
  const why = box().querySelector("[data-when-empty]");
  why.textContent = isEmpty ? why.dataset.whenEmpty : "";
  if (!isEmpty) pad().setAttribute("aria-label", pad().dataset.signed);
  const send = document.querySelector("[data-ink=send]");
  if (isEmpty || isSent) send.setAttribute("aria-disabled", "true");
  else send.removeAttribute("aria-disabled");
}

// Only what is being drawn changes while it is drawn.
function paintCurrent() {
  const paths = pad().querySelectorAll("#strokes path");
  if (paths.length !== everything().length) paint();
  else paths[paths.length - 1].setAttribute("d", shape(current.samples, WIDTH));
}

function begin(event) {
  const area = pad().getBoundingClientRect();
  if (strokes.length === 0) {
    height = Math.round((WIDTH * area.height) / area.width);
    startedAt = event.timeStamp;
  }
  current = { pointer: event.pointerId, type: event.pointerType, samples: [] };
  device = event.pointerType;
}

function sample(event) {
  const area = pad().getBoundingClientRect();
  const scale = Math.min(area.width / WIDTH, area.height / height);
  const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
  const x = within((event.clientX - area.left - (area.width - WIDTH * scale) / 2) / scale, WIDTH);
  const y = within((event.clientY - area.top - (area.height - height * scale) / 2) / scale, height);
  const p = event.pointerType === "pen" ? within(event.pressure * STRONGEST, STRONGEST) : -1;
  return [within(event.timeStamp - startedAt, LONGEST_MS), x, y, p];
}

function keep([t, x, y, p]) {
  const last = current.samples.at(-1);
  if (last && Math.hypot(x - last[1], y - last[2]) < NEAR) return;
  if (everything().flat().length < MOST_SAMPLES) current.samples.push([t, x, y, p]);
}

// A hand that rests on the glass is no finger that writes: once there is a pen, only the pen writes.
function noticePen(event) {
  if (event.pointerType !== "pen" || hasPen) return;
  hasPen = true;
  if (current?.type === "touch") current = null;
}

function down(event) {
  if (!box()) return;
  noticePen(event);
  const isPalm = hasPen && event.pointerType === "touch";
  if (!event.target.closest(".pad") || isCovered() || isSent || isPalm || current || event.button !== 0) return;
  begin(event);
  keep(sample(event));
  paint();
}

function move(event) {
  if (!box()) return;
  noticePen(event);
  if (event.pointerId !== current?.pointer) return;
  const coalesced = event.getCoalescedEvents?.() ?? [];
  (coalesced.length ? coalesced : [event]).forEach((each) => keep(sample(each)));
  paintCurrent();
}

function up(event) {
  if (!box() || event.pointerId !== current?.pointer) return;
  if (event.type === "pointerup") strokes.push(current.samples);
  current = null;
  paint();
}

// What a tablet said: [ratio] begins a stroke, [t, x, y, p] goes on with it in widths of the tablet, [] ends it.
export function wrote(said) {
  if (!box() || isCovered() || isSent) return;
  said.forEach((each) => (each.length === 1 ? tabletDown(each[0]) : each.length === 0 ? tabletUp() : tabletAt(each)));
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    if (box() && current?.pointer === TABLET && current.samples.length) paintCurrent();
  });
}

function tabletDown(ratio) {
  hasPen = true;
  tabletUp();
  begin({ pointerId: TABLET, pointerType: "pen", timeStamp: performance.now() });
  Object.assign(current, { scale: Math.min(WIDTH, height / ratio), ratio, zero: null });
}

// The whole tablet lies in the middle of the pad, as large as it fits: nothing is cut off, nothing is stretched.
function tabletAt([t, x, y, p]) {
  if (current?.pointer !== TABLET) return;
  current.zero ??= performance.now() - startedAt - t;
  const { scale, ratio, zero } = current;
  const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
  const left = within((WIDTH - scale) / 2 + x * scale, WIDTH);
  const top = within((height - scale * ratio) / 2 + y * scale, height);
  keep([within(t + zero, LONGEST_MS), left, top, p]);
}

function tabletUp() {
  if (current?.pointer !== TABLET) return;
  if (current.samples.length) strokes.push(current.samples);
  current = null;
  paint();
}

async function send(refetch) {
  isSent = true;
  paint();
  const { csrf, revision } = box().dataset;
  const headers = { "Content-Type": "application/json", "HX-Request": "true", "X-Csrf": csrf, "X-Revision": revision };
  const body = JSON.stringify({ width: WIDTH, height, device, strokes });
  try {
    const answer = await fetch("/ink", { method: "POST", headers, body });
    if (answer.status === 403) location.replace("/");
  } catch {
    // the page says by itself that the line to the agent is gone
  } finally {
    await refetch().catch(() => {});
    isSent = false;
    settle();
  }
}

// A page that is drawn again keeps what was written; another screen forgets it.
export function settle() {
  if (box()) paint();
  else forget();
}

export function install(refetch) {
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", up);
  document.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-ink]")?.dataset.ink;
    if (!wanted || isSent || isCovered()) return;
    if (wanted === "clear") strokes = [];
    if (wanted === "send" && strokes.length) send(refetch);
    else paint();
  });
  settle();
}
