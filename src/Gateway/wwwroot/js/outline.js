// Lessons of a course are dragged to another place, or into another section, and sections by their headings. The buttons do the
// same without this file.

const form = document.querySelector("form[data-place]");
let dragged = null;

const clear = () => {
  for (const other of document.querySelectorAll(".drop-before, .drop-after")) other.classList.remove("drop-before", "drop-after");
};

// A lesson is dragged by its row, a section by the bar over its lessons.
for (const grip of document.querySelectorAll("[data-lesson], [data-section-bar]")) {
  grip.querySelector(".drag-handle").hidden = false;
  grip.draggable = true;

  grip.addEventListener("dragstart", (event) => {
    dragged = grip.closest("[data-lesson]") ?? grip.closest("[data-section]");
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.lesson ?? dragged.dataset.section);
  });

  grip.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    clear();
  });
}

const send = (what) => {
  form.elements.do.value = what;
  form.requestSubmit();
};

for (const section of document.querySelectorAll("[data-section]")) {
  // What a drop here would stand beside: a lesson, or this section. Before the lessons without a section stands nothing.
  const mate = (event) => (dragged?.dataset.lesson ? event.target.closest("[data-lesson]") : section.dataset.section === "-" ? null : section);

  section.addEventListener("dragover", (event) => {
    if (!dragged) return;

    event.preventDefault();
    clear();

    const beside = mate(event);
    if (beside && beside !== dragged) beside.classList.add(isBefore(beside, event) ? "drop-before" : "drop-after");
  });

  section.addEventListener("drop", (event) => {
    if (!dragged) return;

    event.preventDefault();
    const isLesson = Boolean(dragged.dataset.lesson);
    const all = isLesson ? section.querySelectorAll("[data-lesson]") : document.querySelectorAll("[data-section]:not([data-section='-'])");
    const mates = [...all].filter((other) => other !== dragged);
    const beside = mate(event);
    const at = mates.indexOf(beside);

    if (isLesson) {
      const place = at < 0 ? mates.length : isBefore(beside, event) ? at : at + 1;
      send(`place:${dragged.dataset.lesson}:${section.dataset.section}:${place}`);
    } else if (beside !== dragged) {
      send(`section-place:${dragged.dataset.section}:${at < 0 ? 0 : isBefore(beside, event) ? at : at + 1}`);
    }
  });
}

function isBefore(row, event) {
  const box = row.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}
