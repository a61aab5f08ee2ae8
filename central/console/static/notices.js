// Notices say that something is done; after a while they have said it. One that asks for an answer stays.
const FADES_AFTER = 10000;

export function fadeNotices() {
  const place = document.getElementById("notice");
  if (!place) return;
  let timer = 0;
  const fade = () => { for (const notice of [...place.children]) if (!notice.querySelector("form")) notice.remove(); };
  new MutationObserver(() => {
    clearTimeout(timer);
    if (place.firstElementChild) timer = setTimeout(fade, FADES_AFTER);
  }).observe(place, { childList: true });
}
