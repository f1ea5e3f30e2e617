// The policy editor saves while she types, says so, and moves by keys. Without this file the button saves.

const pause = 10_000; // after the last key
const again = 30_000; // after many failures; sooner after the first ones, which mostly pass

const form = document.querySelector("form[data-editor]");
const line = form.querySelector("[data-status]");
const typed = [...form.querySelectorAll("input[type=text], textarea")].filter((field) => !field.readOnly && !field.name.endsWith("-reason"));
const saved = new Map(typed.map((field) => [field, field.value]));

let unsaved = form.hasAttribute("data-unsaved"); // the page holds what no draft has
let stopped = false; // somebody else wrote the same; she has to look
let sending = false;
let timer = 0;
let failures = 0;

const say = (words) => { line.textContent = words; };
const isChanged = (field) => field.value !== saved.get(field);
const isDirty = () => unsaved || typed.some(isChanged);
const partOf = (field) => field.name.replace(/-[a-z]+$/, "");
const inPart = (name, what) => form.elements[`${name}-${what}`];

// An emptied section goes with a save, and its name with it: that is done by the button only.
const isEmptied = () => typed.some((field) => {
  const name = partOf(field);
  return inPart(name, "was").value && !inPart(name, "heading").value && !inPart(name, "text").value;
});

// A new section is named after its heading, so that is waited for.
const isNaming = () => {
  const field = document.activeElement;
  return field?.name?.endsWith("-heading") && form.contains(field) && !inPart(partOf(field), "key").value;
};

const wait = (time) => {
  clearTimeout(timer);
  timer = setTimeout(save, time);
};

async function save() {
  clearTimeout(timer);

  if (sending || stopped || form.dataset.sent || !isDirty()) return;
  if (isNaming()) return wait(pause);
  if (isEmptied()) return say(form.dataset.emptied);

  const sent = new Map(typed.map((field) => [field, field.value]));
  const body = new FormData(form);
  body.set("do", "auto");

  // A translation is found still correct by the button, not in passing.
  for (const name of [...body.keys()]) if (/-(ok|reason)$/.test(name)) body.delete(name);

  sending = true;
  say(form.dataset.saving);

  try {
    const answer = await fetch(location.pathname, { method: "POST", body, redirect: "error", headers: { accept: "application/json" } });
    const reply = await answer.json();
    say(reply.status);
    failures = 0;
    stopped = answer.status === 409;

    if (answer.ok) take(reply, sent);
  } catch {
    say(form.dataset.failed);
    wait(Math.min(again, 1_000 * 2 ** failures++));
  } finally {
    sending = false;
  }

  if (!stopped && line.textContent !== form.dataset.failed && typed.some((field) => field.value !== sent.get(field))) wait(pause);
}

// What is saved now, and what somebody else wrote in sections that she left alone.
function take(reply, sent) {
  unsaved = false;
  form.elements.mark.value = reply.mark;
  for (const [field, value] of sent) saved.set(field, value);

  for (const part of reply.parts) {
    for (const what of ["key", "was", "level", "stood"]) inPart(part.name, what).value = part[what];

    for (const what of ["heading", "text", "number"]) {
      const field = inPart(part.name, what);

      if (part[what] === null || !field) continue;
      if (field.value === sent.get(field)) field.value = part[what];
      saved.set(field, part[what]);
    }
  }
}

form.addEventListener("input", (event) => {
  if (!typed.includes(event.target)) return;
  if (!stopped && !sending) say(form.dataset.waiting);
  wait(pause);
});
form.addEventListener("focusout", (event) => {
  if (typed.includes(event.target)) wait(0);
});

// With the button goes what stood there before, so that a clash can be shown from where both began.
form.addEventListener("submit", () => {
  for (const field of typed.filter((changed) => isChanged(changed) && /-(heading|text)$/.test(changed.name))) {
    const before = document.createElement("textarea");
    before.name = `${field.name}-before`;
    before.value = saved.get(field);
    before.hidden = true;
    form.append(before);
  }
});

addEventListener("beforeunload", (event) => {
  if (isDirty() && !form.dataset.sent) event.preventDefault();
});

const sections = () => [...form.querySelectorAll("section[data-key]")];

function go(to) {
  if (!to) return;
  to.querySelector("input[type=text], textarea").focus({ preventScroll: true });
  to.scrollIntoView({ block: "start" });
}

const step = (among, by) => {
  const all = sections();
  const here = all.indexOf(document.activeElement?.closest("section[data-key]"));
  const from = here < 0 ? (by > 0 ? -1 : all.length) : here;
  go(by > 0 ? all.find((one, at) => at > from && among(one)) : all.findLast((one, at) => at < from && among(one)));
};

addEventListener("keydown", (event) => {
  const keys = `${event.ctrlKey || event.metaKey ? "ctrl " : ""}${event.altKey ? "alt " : ""}${event.shiftKey ? "shift " : ""}${event.code}`;
  const act = {
    "ctrl KeyS": () => (form.querySelector("input[name$='-ok']:checked") || stopped || isEmptied()
      ? form.requestSubmit(form.querySelector("[data-save]"))
      : save()),
    "alt ArrowDown": () => step(() => true, 1),
    "alt ArrowUp": () => step(() => true, -1),
    "alt shift ArrowDown": () => button("down")?.click(),
    "alt shift ArrowUp": () => button("up")?.click(),
    F8: () => step((one) => one.querySelector("[data-state=Stale], [data-state=Missing]"), 1),
    "shift F8": () => step((one) => one.querySelector("[data-state=Stale], [data-state=Missing]"), -1),
  }[keys];

  if (!act) return;
  event.preventDefault();
  act();
});

// The button of the section that she is in.
function button(act) {
  return document.activeElement?.closest("section[data-key]")?.querySelector(`button[value^="${act}:"]:not(:disabled)`);
}

// A line of the order is dragged and dropped on another; the server arranges, as with the buttons.
const order = document.querySelector("[data-order]");
let dragged = null;

const lineOf = (event) => event.target.closest?.("[data-grip]");
const point = (to) => {
  for (const one of order.querySelectorAll("[data-grip]")) one.classList.toggle("drop-target", one === to);
};

order?.addEventListener("dragstart", (event) => {
  dragged = lineOf(event)?.dataset.grip ?? null;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});
order?.addEventListener("dragover", (event) => {
  if (dragged === null || !lineOf(event)) return;
  event.preventDefault();
  point(lineOf(event));
});
order?.addEventListener("dragend", () => {
  dragged = null;
  point(null);
});
order?.addEventListener("drop", (event) => {
  const to = lineOf(event)?.dataset.grip;
  if (dragged === null || to === undefined || to === dragged) return;
  event.preventDefault();
  const send = document.createElement("button");
  send.name = "do";
  send.value = `move:${dragged}:${to}`;
  send.hidden = true;
  form.append(send);
  form.requestSubmit(send);
});

// A value's name goes where she typed last.
let last = null;

form.addEventListener("focusout", (event) => {
  if (typed.includes(event.target)) last = event.target;
});

for (const insert of document.querySelectorAll("[data-insert]")) {
  insert.addEventListener("click", () => {
    const field = last ?? typed.find((one) => one.name.endsWith("-text"));
    if (!field) return;
    field.setRangeText(insert.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
