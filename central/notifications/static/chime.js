// The chime itself: two soft tones, made by the browser, no file.
let audio;

export const canSound = () => audio?.state === "running";

// Browsers allow sound after the first touch of a site; asking never hurts, and an answer may never come.
export async function unlock() {
  audio ??= new AudioContext();
  if (audio.state !== "running") await Promise.race([audio.resume(), new Promise((go) => setTimeout(go, 200))]);
}

export function ring() {
  if (!canSound()) return;
  tone(880, 0);
  tone(698.5, 0.45);
  document.documentElement.dataset.chimes = String(Number(document.documentElement.dataset.chimes ?? 0) + 1);
}

function tone(frequency, after) {
  const start = audio.currentTime + after;
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  source.type = "sine";
  source.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.4, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 1.1);
  source.connect(volume).connect(audio.destination);
  source.start(start);
  source.stop(start + 1.2);
}
