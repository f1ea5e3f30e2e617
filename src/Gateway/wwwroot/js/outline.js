// Lessons of a course are dragged to another place, or into another section. The buttons do the same without this file.

const form = document.querySelector("form[data-place]");
const rows = () => [...document.querySelectorAll("[data-lesson]")];
let dragged = null;

for (const row of rows()) {
  const handle = row.querySelector(".drag-handle");
  handle.hidden = false;
  row.draggable = true;

  row.addEventListener("dragstart", (event) => {
    dragged = row;
    row.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.lesson);
  });

  row.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    for (const other of document.querySelectorAll(".drop-before, .drop-after")) other.classList.remove("drop-before", "drop-after");
  });
}

for (const section of document.querySelectorAll("[data-section]")) {
  section.addEventListener("dragover", (event) => {
    if (!dragged) return;

    event.preventDefault();
    for (const other of document.querySelectorAll(".drop-before, .drop-after")) other.classList.remove("drop-before", "drop-after");

    const row = event.target.closest("[data-lesson]");
    if (row && row !== dragged) row.classList.add(isBefore(row, event) ? "drop-before" : "drop-after");
  });

  section.addEventListener("drop", (event) => {
    if (!dragged) return;

    event.preventDefault();
    const mates = [...section.querySelectorAll("[data-lesson]")].filter((row) => row !== dragged);
    const row = event.target.closest("[data-lesson]");
    const at = mates.indexOf(row);
    const place = at < 0 ? mates.length : isBefore(row, event) ? at : at + 1;

    form.elements.do.value = `place:${dragged.dataset.lesson}:${section.dataset.section}:${place}`;
    form.requestSubmit();
  });
}

function isBefore(row, event) {
  const box = row.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}
