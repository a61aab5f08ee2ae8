// The one live connection: the agent says that the screen has changed, a heartbeat notices when it cannot.
const HEARTBEAT_MS = 10_000;
const PATIENCE_MS = 3_000;

export function follow({ version, refetch, lost }) {
  let source = null;
  let missing = 0;

  const see = (current) => {
    if (current !== version()) refetch();
  };

  const found = () => {
    clearTimeout(missing);
    missing = 0;
    lost.hidden = true;
  };

  const lose = () => {
    missing ||= setTimeout(() => (lost.hidden = false), PATIENCE_MS);
    if (source.readyState === EventSource.CLOSED) setTimeout(open, PATIENCE_MS);
  };

  const open = () => {
    source = new EventSource("/live");
    source.addEventListener("open", found);
    source.addEventListener("screen", (event) => see(event.data));
    source.addEventListener("error", lose);
  };

  const beat = async () => {
    const answer = await fetch("/alive", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) see(await answer.text());
    else if (answer?.status === 403) location.replace("/");
    setTimeout(beat, HEARTBEAT_MS);
  };

  open();
  setTimeout(beat, HEARTBEAT_MS);
}
