// The one live connection: the agent says that the screen has changed, a heartbeat notices when it cannot.
const HEARTBEAT_MS = 10_000;
const PATIENCE_MS = 3_000;
const TOUCH_MS = 100; // a touch brings its own screen; only what it did not bring is fetched
const AGAIN_MS = 1_000;

export function follow({ version, refetch, lost, wrote }) {
  let source = null;
  let missing = 0;
  let reopening = 0;
  let checking = 0;
  let told = "";

  const check = () => {
    const shown = version();
    if (shown && told !== shown) refetch().finally(() => soon(AGAIN_MS));
  };

  const soon = (milliseconds) => {
    clearTimeout(checking);
    checking = setTimeout(check, milliseconds);
  };

  const see = (current) => {
    told = current;
    soon(TOUCH_MS);
  };

  const found = () => {
    clearTimeout(missing);
    missing = 0;
    lost.hidden = true;
  };

  const lose = () => {
    missing ||= setTimeout(() => (lost.hidden = false), PATIENCE_MS);
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(reopening);
    reopening = setTimeout(open, PATIENCE_MS);
  };

  const open = () => {
    source = new EventSource("/live");
    source.addEventListener("open", found);
    source.addEventListener("screen", (event) => see(event.data));
    source.addEventListener("pen", (event) => wrote(JSON.parse(event.data)));
    source.addEventListener("error", lose);
  };

  const beat = async () => {
    const answer = await fetch("/alive", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) see(await answer.text().finally(found));
    else if (answer?.status === 403) location.replace("/");
    else lose();
    setTimeout(beat, HEARTBEAT_MS);
  };

  open();
  setTimeout(beat, HEARTBEAT_MS);
}
