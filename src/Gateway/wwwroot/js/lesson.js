// A lesson's draft saves while its author types, and says so. Without this file the button saves.

const pause = 10_000; // after the last key
const again = 30_000; // after many failures; sooner after the first ones, which mostly pass

const form = document.querySelector("form[data-lesson-form]");
const line = form.querySelector("[data-status]");
const isNew = form.hasAttribute("data-new"); // there is nothing to save into before the button

let saved = form.hasAttribute("data-unsaved") ? "" : written();
let stopped = form.hasAttribute("data-clash"); // somebody else saved this lesson; she has to look
let sending = false;
let timer = 0;
let failures = 0;

// What an author can change; the mark of what she saw changes with every save.
function written() {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("seen");
  return fields.toString();
}

const say = (words) => { line.textContent = words; };
const isDirty = () => written() !== saved;
const wait = (time) => {
  clearTimeout(timer);
  timer = setTimeout(save, time);
};

async function save() {
  clearTimeout(timer);

  if (isNew || sending || stopped || form.dataset.sent || !isDirty()) return;

  const sent = written();
  const body = new FormData(form);
  body.set("do", "auto");
  sending = true;
  say(form.dataset.saving);

  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error", headers: { accept: "application/json" } });
    const reply = await answer.json();
    say(reply.status);
    failures = 0;
    stopped = answer.status === 409;

    if (answer.ok) {
      form.elements.seen.value = reply.seen;
      saved = sent;
      if (isDirty()) wait(pause);
    }
  } catch {
    say(form.dataset.failed);
    wait(Math.min(again, 1_000 * 2 ** failures++));
  } finally {
    sending = false;
  }
}

form.addEventListener("input", () => {
  if (isNew || stopped) return;
  if (!sending) say(form.dataset.waiting);
  wait(pause);
});
form.addEventListener("focusout", () => wait(0));

addEventListener("beforeunload", (event) => {
  if (isDirty() && !form.dataset.sent) event.preventDefault();
});

addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyS") return;
  event.preventDefault();

  if (isNew || stopped) form.requestSubmit(form.querySelector("[data-save]"));
  else save();
});
