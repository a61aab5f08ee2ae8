// One EventSource on /live that comes back by itself and says when it is up and down.
const AGAIN_AFTER = [500, 1000, 2000, 5000];
const SILENT_AFTER = 25000;

export function open(hear) {
  let source, failures = 0, watchdog = 0, over = false;

  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(again, SILENT_AFTER);
  };
  const again = () => {
    source.close();
    clearTimeout(watchdog);
    if (over) return;
    hear("down", null);
    setTimeout(start, AGAIN_AFTER[Math.min(failures++, AGAIN_AFTER.length - 1)]);
  };
  const pass = (event) => (message) => {
    alive();
    if (event === "signed-out") { over = true; again(); }
    hear(event, JSON.parse(message.data));
  };
  const start = () => {
    source = new EventSource("/live");
    source.onopen = () => { failures = 0; alive(); hear("up", null); };
    source.onerror = again;
    for (const event of ["slot", "clock", "signed-out"]) source.addEventListener(event, pass(event));
  };
  start();
}
