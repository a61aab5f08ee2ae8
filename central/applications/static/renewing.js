// Parts of a page that show cases: fetched again when a case changes somewhere, put in place only where they differ.
// What somebody is typing, the focus, open details and the place on the page stay as they are.

let running = false, wanted = false;

document.addEventListener("live:swapped", ({ detail }) => { if (detail === "case-pulse") renew(); });
document.addEventListener("htmx:finally:request", ({ target }) => { if (target.closest?.("#case, dialog")) renew(); });

async function renew() {
  wanted = true;
  if (running) return;
  running = true;
  try {
    while (wanted) {
      wanted = false;
      for (const part of document.querySelectorAll("[data-renews]")) await fetchAgain(part);
    }
  } finally {
    running = false;
  }
}

async function fetchAgain(part) {
  const response = await ask(part).catch(() => null);
  if (!response || response.status !== 200) return;
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const fresh = template.content.querySelector(`#${CSS.escape(part.id)}`);
  if (fresh && part.isConnected) put(fresh, part);
}

function ask(part) {
  const headers = { "HX-Request": "true" };
  const form = document.getElementById(part.dataset.form ?? "");
  if (!form) return fetch(`${part.dataset.renews}?seen=${part.dataset.seen}`, { headers });
  const body = new URLSearchParams(new FormData(form));
  body.set("seen", part.dataset.seen);
  return fetch(part.dataset.renews, { method: "POST", headers, body });
}

function put(fresh, part) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  for (const open of part.querySelectorAll("details[open][id]")) {
    fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  }
  part.replaceWith(fresh);
  window.htmx?.process(fresh);
  if (focused) (document.getElementById(focused) ?? document.getElementById("work"))?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("live:swapped", { detail: fresh.id }));
}
