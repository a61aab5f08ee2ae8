// What looks wrong on the glass: one line for each thing, nothing if all is as it should be. `target` in pixels.
(target) => {
  const kiosk = document.getElementById("kiosk");
  const ofSpokenWords = !/^(ja|zh)/.test(kiosk.lang);
  const glass = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const found = [];
  const all = (selector, within = kiosk) => [...within.querySelectorAll(selector)].filter(isSeen);
  const name = (each) => `${each.tagName.toLowerCase()}.${[...each.classList].join(".")} 「${(each.innerText ?? "").trim().slice(0, 30)}」`;
  const say = (what, each, more = "") => found.push(`${what}: ${name(each)} ${more}`);

  function isSeen(each) {
    const box = each.getBoundingClientRect();
    return each.checkVisibility({ visibilityProperty: true }) && box.width > 2 && box.height > 2
      && !each.closest("svg svg, .visually-hidden, [inert]");
  }
  const isInside = (inner, outer, slack, sideways = false) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
    && (sideways || inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack);
  const meet = (one, other, slack) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack;

  const pressed = all("button, a[href], input.field, .many > span, .choice label > span");
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowY);
  const isBox = (each, style = getComputedStyle(each)) => parseFloat(style.borderLeftWidth) > 0 || style.overflowX !== "visible";

  // Frame: the bars stand whole on the glass, the stage keeps a quarter of it, and only it (or a dialog) scrolls.
  const dialog = kiosk.querySelector(".dialog");
  for (const bar of all(".topbar, .actionbar")) if (!isInside(bar.getBoundingClientRect(), glass, 1)) say("bar off the glass", bar);
  const stage = kiosk.querySelector(".stage");
  if (!dialog && stage && stage.clientHeight < innerHeight / 4) say("no room left", stage, stage.clientHeight);
  if (document.documentElement.scrollHeight > innerHeight + 1) say("the page scrolls", document.documentElement);
  for (const each of all("*")) {
    const isTooWide = each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline";
    if (isTooWide && !(each instanceof SVGElement)) say("wider than its box", each, `${each.scrollWidth} > ${each.clientWidth}`);
    if (each.scrollHeight <= each.clientHeight + 1 || getComputedStyle(each).overflowY === "visible") continue;
    if (!each.matches(".stage, .dialog") && !(each instanceof SVGElement)) say("cut or scrolling", each, `${each.scrollHeight} > ${each.clientHeight}`);
  }

  // Targets: as high as the rule says, in their places, none over another.
  for (const each of pressed) {
    const box = each.getBoundingClientRect();
    if (box.height + 0.5 < target) say("too low", each, box.height);
    const bar = each.closest(".topbar, .actionbar, .strips");
    if (bar && !isInside(box, bar.getBoundingClientRect(), 1)) say("beyond its bar", each);
  }
  const boxes = pressed.map((each) => [each, shownOf(each.getBoundingClientRect(), each)]).filter(([, box]) => box);
  boxes.forEach(([one, box], index) => boxes.slice(index + 1).forEach(([other, another]) => {
    if (meet(box, another, 1) && !one.contains(other) && !other.contains(one)) say("over another", one, name(other));
  }));

  // Words: inside every box they stand in, over no other words, no word broken in two, no field too narrow for its example.
  function shownOf(box, each) {
    let { left, top, right, bottom } = box;
    for (let outer = each.parentElement; outer && outer !== kiosk; outer = outer.parentElement) {
      if (!scrolls(outer)) continue;
      const frame = outer.getBoundingClientRect();
      [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return bottom - top > 2 ? { left, top, right, bottom } : null;
  }
  const words = document.createTreeWalker(kiosk, NodeFilter.SHOW_TEXT);
  const written = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const home = node.parentElement;
    if (!node.textContent.trim() || !isSeen(home) || home.closest("svg")) continue;
    const size = parseFloat(getComputedStyle(home).fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of [...range.getClientRects()].filter((each) => each.width > 1)) {
      if (!isInside(line, glass, 0, true)) say("words off the glass", home);
      for (let outer = home; outer && outer !== kiosk; outer = outer.parentElement) {
        if (isBox(outer) && !isInside(line, outer.getBoundingClientRect(), size * 0.4, scrolls(outer))) say("words out of the box", home, name(outer));
      }
      const shown = shownOf(line, home);
      if (shown) written.push([home, shown, size]);
    }
    if (ofSpokenWords && !home.closest('[lang="ja"]')) {
      for (const word of node.textContent.matchAll(/[\p{Script=Latin}\p{Script=Hangul}\p{M}\p{N}]+/gu)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const tops = new Set([...range.getClientRects()].filter((each) => each.width > 1).map((each) => Math.round(each.top)));
        if (tops.size > 1) say("a broken word", home, word[0]);
      }
    }
  }
  const asked = new Set();
  written.forEach(([one, box, size], index) => {
    for (const [other, another, its] of written.slice(index + 1)) {
      if (one === other || one.closest("ruby") || other.closest("ruby")) continue;
      if (meet(box, another, Math.max(size, its) * 0.5)) asked.has(one) || say("words over words", one, name(other)), asked.add(one);
    }
    for (const [button, frame] of boxes) {
      const isOwn = button.contains(one) || one.contains(button) || button.closest("label")?.contains(one);
      if (!isOwn && meet(box, frame, size * 0.4)) say("words under a button", one, name(button));
    }
  });
  for (const field of all("input[placeholder]")) {
    const style = getComputedStyle(field);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${getComputedStyle(field, "::placeholder").fontSize} ${style.fontFamily}`;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const wide = pen.measureText(field.placeholder).width;
    if (wide > room) say("an example cut", field, `${field.placeholder} ${wide} > ${room}`);
  }
  return [...new Set(found)];
}
