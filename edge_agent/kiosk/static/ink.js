// A stroke of ink as a shape: wide where the pen was pressed; without pressure, wide where the finger was slow.
import { getStroke } from "./vendor/perfect-freehand.js";

const STRONGEST = 4095;
const SIZE = 0.0095; // widest line, in widths of the pad
const FAST = 0.0016; // widths of the pad in a millisecond: no finger writes faster
const INERTIA = 0.7;
const UNPRESSED = 0.5;
const FASTEST_PRESSURE = 0.1;

function bySpeed(stroke, width) {
  let pressure = UNPRESSED;
  return stroke.map(([t, x, y], place) => {
    const [before, left, top] = stroke[Math.max(0, place - 1)];
    const speed = Math.hypot(x - left, y - top) / width / Math.max(1, t - before);
    const wanted = place ? Math.max(FASTEST_PRESSURE, 1 - speed / FAST) : pressure;
    pressure = INERTIA * pressure + (1 - INERTIA) * wanted;
    return [x, y, pressure];
  });
}

function byPressure(stroke) {
  return stroke.map(([, x, y, p]) => [x, y, p / STRONGEST]);
}

export function shape(stroke, width) {
  const points = stroke[0][3] < 0 ? bySpeed(stroke, width) : byPressure(stroke);
  const options = { size: width * SIZE, thinning: 0.7, smoothing: 0.5, streamline: 0.35, simulatePressure: false, last: true };
  const outline = getStroke(points, options);
  const middle = ([x, y], [right, bottom]) => `${Math.round((x + right) / 2)} ${Math.round((y + bottom) / 2)}`;
  const curves = outline.map((point, place) => `${Math.round(point[0])} ${Math.round(point[1])} ${middle(point, outline[(place + 1) % outline.length])}`);
  return outline.length ? `M${middle(outline.at(-1), outline[0])}Q${curves.join(" ")}Z` : "";
}
