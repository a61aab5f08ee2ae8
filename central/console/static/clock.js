// Clocks and waiting times, counted from the server's clock (in practice it is not this computer's).
let serverNow = Date.parse(document.querySelector("[data-clock]")?.dataset.clock ?? "") || Date.now();
let heardAt = performance.now();

const now = () => serverNow + performance.now() - heardAt;
const timeOfDay = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "numeric", minute: "2-digit", hourCycle: "h23" });
const dayOf = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", month: "long", day: "numeric", weekday: "short" });

export function setClock(iso) {
  serverNow = Date.parse(iso);
  heardAt = performance.now();
  draw();
}

export function tick() {
  draw();
  setInterval(draw, 1000);
}

export function draw() {
  const moment = now();
  for (const clock of document.querySelectorAll("[data-clock]")) write(clock, timeOfDay.format(moment));
  for (const day of document.querySelectorAll("[data-day]")) write(day, dayWords(moment));
  for (const wait of document.querySelectorAll("[data-since]")) write(wait, minutesSeconds(moment - Date.parse(wait.dataset.since)));
  for (const age of document.querySelectorAll("[data-elapsed]")) write(age, elapsed(moment - Date.parse(age.dataset.elapsed)));
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function dayWords(moment) {
  const part = Object.fromEntries(dayOf.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${part.month}${/月$/.test(part.month) ? "" : "月"}${part.day}日（${part.weekday}）`;
}

function elapsed(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60000));
  if (minutes < 60) return `${minutes}分`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)}時間${minutes % 60}分` : `${Math.floor(minutes / 1440)}日`;
}

function minutesSeconds(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
