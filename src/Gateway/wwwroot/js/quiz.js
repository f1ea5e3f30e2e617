// A page of questions saves while she answers, and shows how long is left. Without this file its buttons save.

const pause = 2_000; // after the last change
const longest = 30_000; // between tries that got no answer

const form = document.querySelector("form[data-quiz]");
const line = form.querySelector("[data-status]");
const timer = form.querySelector("[data-timer]");
const announce = form.querySelector("[data-announce]");

let changed = false;
let sending = false;
let stopped = false; // somebody, or she elsewhere, wrote newer answers; the page has to be loaded again
let failures = 0;
let waiting = 0;
let ends = form.dataset.left ? performance.now() + Number(form.dataset.left) * 1_000 : Infinity;

const say = (words) => { line.textContent = words; };
const wait = (time) => {
  clearTimeout(waiting);
  waiting = setTimeout(save, time);
};

async function save() {
  clearTimeout(waiting);

  if (sending || stopped || !changed || form.dataset.sent) return;

  sending = true;
  changed = false;
  say(form.dataset.saving);
  const body = new FormData(form);
  body.set("do", "auto");

  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error", headers: { accept: "application/json" } });
    const reply = await answer.json();
    say(reply.status);
    failures = 0;

    if (reply.ended) return leave();
    if (reply.secondsLeft !== null) ends = performance.now() + reply.secondsLeft * 1_000;

    for (const [name, value] of [...Object.entries(reply.seen), ...Object.entries(reply.was)]) form.elements[name].value = value;

    stopped = reply.stale;
  } catch {
    changed = true;
    say(form.dataset.failed);
    wait(Math.min(longest, 1_000 * 2 ** failures++));
  } finally {
    sending = false;
  }

  if (changed && failures === 0) wait(pause);
}

// The server has ended the attempt, or will have: its page says what became of it.
function leave() {
  stopped = true;
  location.assign(form.dataset.result);
}

form.addEventListener("input", () => {
  changed = true;
  if (!sending) wait(pause);
});
form.addEventListener("change", () => wait(0));
addEventListener("visibilitychange", () => document.hidden && save());
addEventListener("beforeunload", (event) => {
  if (changed && !form.dataset.sent && !stopped) event.preventDefault();
});

const digits = new Intl.NumberFormat(form.dataset.locale, { minimumIntegerDigits: 2, useGrouping: false });
const whole = new Intl.NumberFormat(form.dataset.locale);
const told = new Set();

// Told at ten, five and one minute, and no more often: a clock that speaks is no help.
function tick() {
  const left = Math.max(0, Math.round((ends - performance.now()) / 1_000));
  const minutes = Math.ceil(left / 60);
  timer.textContent = `${whole.format(Math.floor(left / 60))}:${digits.format(left % 60)}`;
  timer.classList.toggle("warn", left <= 300);

  if ([10, 5, 1].includes(minutes) && !told.has(minutes)) {
    told.add(minutes);
    announce.textContent = form.dataset.minutes.replace("{count}", whole.format(minutes));
  }

  if (left === 0) save().finally(() => setTimeout(leave, 1_000));
  else setTimeout(tick, 1_000);
}

if (Number.isFinite(ends)) tick();

for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
