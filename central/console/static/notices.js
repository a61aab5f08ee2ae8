// Notices say that something is done; after a while they have said it.
const FADES_AFTER = 10000;

export function fadeNotices() {
  const place = document.getElementById("notice");
  if (!place) return;
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    if (place.firstElementChild) timer = setTimeout(() => place.replaceChildren(), FADES_AFTER);
  }).observe(place, { childList: true });
}
