// Codes go to the server one after the other; each answer is a notice, or the case's page.
const MOST_NOTICES = 3;
let before = Promise.resolve();

export function send(text) {
  before = before.then(() => post(text)).catch(failed);
}

async function post(text) {
  const csrf = document.querySelector('input[name="csrf"]').value;
  const body = new URLSearchParams({ csrf, text });
  const response = await fetch("/scan", { method: "POST", body, headers: { "HX-Request": "true" } });
  const onward = response.headers.get("HX-Redirect");
  if (onward) location.assign(onward);
  else if (response.ok) show(await response.text());
  else failed();
}

function failed() {
  const notice = document.createElement("p");
  notice.className = "notice stop";
  notice.textContent = document.body.dataset.scanFailed;
  show(notice.outerHTML);
}

function show(html) {
  const place = document.getElementById("notice");
  place.insertAdjacentHTML("afterbegin", html);
  while (place.childElementCount > MOST_NOTICES) place.lastElementChild.remove();
  window.htmx?.process(place);
}
