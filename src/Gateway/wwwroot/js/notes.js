// Notes beside a lesson are saved a moment after the last key, and the page says so. Without this file the button saves.

const form = document.querySelector("form[data-notes]");
const box = form.elements.note;
const line = form.querySelector("[data-status]");
const address = form.action;

let saved = box.value;
let timer = 0;
let sending = false;

box.addEventListener("input", () => {
  line.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(save, 1_500);
});

// Leaving the page takes the last words along.
addEventListener("pagehide", () => {
  if (box.value !== saved && !form.dataset.sent) navigator.sendBeacon(address, body());
});

function body() {
  const data = new FormData(form);
  data.set("do", "auto");
  return data;
}

async function save() {
  if (sending || box.value === saved || form.dataset.sent) return;

  const text = box.value;
  sending = true;

  try {
    const answer = await fetch(address, { method: "POST", body: body(), redirect: "error" });
    line.textContent = answer.ok ? form.dataset.saved : (await answer.text()) || form.dataset.failed;
    if (answer.ok) saved = text;
  } catch {
    line.textContent = form.dataset.failed;
  } finally {
    sending = false;
  }

  if (box.value !== text) timer = setTimeout(save, 1_500);
}
