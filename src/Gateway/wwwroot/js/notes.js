// Notes beside a lesson are saved a moment after the last key, and the page says so. Without this file the button saves.

const form = document.querySelector("form[data-notes]");
const box = form.elements.note;
const line = form.querySelector("[data-status]");
const address = form.action;

let saved = box.value;
let timer = 0;
let sending = false;
let stopped = form.hasAttribute("data-clash"); // another window of hers saved something else; she looks, and presses the button

box.addEventListener("input", () => {
  if (stopped) return;
  line.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(save, 1_500);
});

// Leaving the page takes the last words along.
addEventListener("pagehide", () => {
  if (box.value !== saved && !stopped && !form.dataset.sent) navigator.sendBeacon(address, body());
});

function body() {
  const data = new FormData(form);
  data.set("do", "auto");

  // What she saw is on its way itself; these words follow it.
  if (sending) data.delete("seen");
  return data;
}

async function save() {
  if (sending || stopped || box.value === saved || form.dataset.sent) return;

  const text = box.value;
  const sent = body();
  sending = true;

  try {
    const answer = await fetch(address, { method: "POST", body: sent, redirect: "error" });
    const said = await answer.text();
    line.textContent = answer.ok ? form.dataset.saved : said || form.dataset.failed;
    stopped = answer.status === 409;

    if (answer.ok) {
      saved = text;
      form.elements.seen.value = said;
    }
  } catch {
    line.textContent = form.dataset.failed;
  } finally {
    sending = false;
  }

  if (box.value !== text) timer = setTimeout(save, 1_500);
}
