// A double tap means one touch: its second half must press neither the same again nor what the first has just brought.
// The keys of a number pad and the buttons that move a long screen are meant to be pressed fast.
const CALM_MS = 400;
const FAST = ".key, [data-scroll]";

let renewedAt = -CALM_MS;
let touchedAt = -CALM_MS;

function stopSecond(event) {
  if (event.target.closest(FAST)) return;
  const now = performance.now();
  const isCalm = now - Math.max(renewedAt, touchedAt) > CALM_MS;
  touchedAt = now;
  if (event.detail < 2 || isCalm) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export const guard = {
  renewed() {
    renewedAt = performance.now();
  },
  install() {
    document.addEventListener("click", stopSecond, { capture: true });
  },
};
