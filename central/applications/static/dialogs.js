// Reasons are asked for in a dialog. A control names it in data-opens; its other data fill the dialog's fields and words.

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.opens), opener);
  }
  if (event.target.closest?.("[data-closes]")) event.target.closest("dialog").close();
});

document.addEventListener("htmx:after:request", ({ target, detail }) => {
  if (detail.ctx?.response?.status === 200) target.closest?.("dialog")?.close();
});

function open(dialog, opener) {
  for (const field of dialog.querySelectorAll("[data-fill]")) field.value = opener.dataset[field.dataset.fill] ?? "";
  for (const words of dialog.querySelectorAll("[data-filled]")) words.textContent = opener.dataset[words.dataset.filled] ?? "";
  for (const field of dialog.querySelectorAll("[name=reason]")) field.value = "";
  const id = opener.id;
  dialog.addEventListener("close", () => (document.getElementById(id) ?? document.getElementById("work"))?.focus(), { once: true });
  dialog.showModal();
}
