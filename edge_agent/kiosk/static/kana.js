// What the keys ゛, ゜ and 小さい字 do to the last sign of a text; pressed again they take it back.
const MARKS = { voiced: "\u3099", "half-voiced": "\u309a" };
const BIG = "アイウエオツヤユヨワカケ";
const SMALL = "ァィゥェォッャュョヮヵヶ";
const SPACE = "　";

function marked(sign, mark) {
  const bare = sign.normalize("NFD").replace(/[\u3099\u309a]/g, "");
  const wanted = (bare + mark).normalize("NFC");
  if (wanted.length > 1) return sign;
  return sign === wanted ? bare : wanted;
}

function sized(sign) {
  const big = BIG.indexOf(sign);
  const small = SMALL.indexOf(sign);
  return big >= 0 ? SMALL[big] : small >= 0 ? BIG[small] : sign;
}

export function changed(text, action) {
  const last = text.at(-1) ?? "";
  const rest = text.slice(0, -1);
  if (action === "erase") return rest;
  if (action === "clear") return "";
  if (action === "space") return last === "" || last === SPACE ? text : text + SPACE;
  if (last === "") return text;
  return rest + (action === "small" ? sized(last) : marked(last, MARKS[action]));
}

// A keyboard may write hiragana, wide figures and small letters; the fields keep one way of writing.
const KATAKANA = (text) => text.replace(/[ぁ-ゖ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));
const WIDE_SPACE = (text) => text.replace(/[ \u3000]+/g, SPACE);

const KEPT = {
  kana: (text) => WIDE_SPACE(KATAKANA(text)).replace(/[^ァ-ヴー　]/g, ""),
  building: (text) => WIDE_SPACE(text).toUpperCase(),
  lot: (text) => text.replace(/[^0-9番地の-]/g, ""),
  digits: (text) => text.replace(/[^0-9]/g, ""),
};

export function even(text, kind) {
  return (KEPT[kind] ?? KEPT.digits)(text.normalize("NFKC"));
}
