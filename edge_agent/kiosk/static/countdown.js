// The seconds that are left to answer 「つづけますか」; a page that is drawn again does not start over.
let revision = "";
let until = 0;
let timer = 0;

export function count(screen) {
  clearTimeout(timer);
  const figure = screen.querySelector("[data-countdown]");
  if (!figure) return;
  if (screen.dataset.revision !== revision) {
    revision = screen.dataset.revision;
    until = performance.now() + Number(figure.dataset.countdown) * 1000;
  }
  const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
  figure.textContent = figure.textContent.replace(/\d+/, String(left));
  if (left > 0) timer = setTimeout(count, 250, screen);
}
