// A double tap means one touch: its second half must not press what the first has just brought.
// The keys of a number pad are meant to be pressed fast.
const CALM_MS = 400;

let renewedAt = -CALM_MS;

function stopSecond(event) {
  if (event.target.closest("[data-key]")) return;
  if (event.detail < 2 || performance.now() - renewedAt > CALM_MS) return;
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
