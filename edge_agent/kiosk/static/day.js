// A day of three numbers under an era: when a number is whole, what day of the week it is, and the text that is sent.
const MONTH_TENS = 1;
const DAY_TENS = 3;
const WESTERN_DIGITS = 4;

const era = (form) => form.querySelector("input[name=era]:checked");

// How many digits there is room for: a year of 西暦 has four, and no fewer.
export function room(field, form) {
  return field.dataset.field === "year" ? Number(era(form).dataset.digits) : field.maxLength;
}

export function least(field, form) {
  return field.dataset.field === "year" && room(field, form) === WESTERN_DIGITS ? WESTERN_DIGITS : Number(field.dataset.least);
}

// Whether no further digit can follow: 令和8年 is whole as soon as a second digit would lie in the future.
export function isWhole(field, form) {
  const number = Number(field.value);
  if (field.value.length === room(field, form)) return true;
  if (field.value === "" || number === 0 || least(field, form) === WESTERN_DIGITS) return false;
  if (field.dataset.field === "year") return number * 10 > Number(era(form).dataset.years);
  return number > (field.dataset.field === "month" ? MONTH_TENS : DAY_TENS);
}

export function compose(form, fields) {
  const [year, month, day] = fields.map((each) => (each.value.length < least(each, form) ? "" : each.value));
  form.querySelector("[data-day]").value = `${era(form).value}${Number(year)}.${Number(month)}.${Number(day)}`;
  const line = document.querySelector("[data-weekday]");
  const weekday = weekdayOf(Number(era(form).dataset.before) + Number(year), Number(month), Number(day));
  line.textContent = year && month && day && weekday >= 0 ? line.dataset.weekday.replace("#", line.dataset.names.split(",")[weekday]) : "";
}

function weekdayOf(year, month, day) {
  const found = new Date(Date.UTC(year, month - 1, day));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? found.getUTCDay() : -1;
}
