// The sound of a screen that calls somebody back; it ends with the screen.
let name = "";
let sound = null;

export function ring(screen) {
  const wanted = screen.querySelector("[data-sound]")?.dataset.sound ?? "";
  if (wanted === name) return;
  sound?.pause();
  name = wanted;
  sound = wanted ? new Audio(`/static/${wanted}.wav`) : null;
  if (!sound) return;
  sound.loop = true;
  sound.play().catch(() => {}); // a browser that has not been touched yet may stay silent
}
