// Function keys: a control that names its key in aria-keyshortcuts is pressed by it, wherever the focus is.

export function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !/^F\d+$/.test(event.key)) return;
    const control = document.querySelector(`[aria-keyshortcuts="${event.key}"]`);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
}
