// A row of buttons over a box of Markdown, and what a student will see of it. Without this file it is typed and looked at with the button.

for (const field of document.querySelectorAll("[data-markdown]")) {
  const box = field.querySelector("textarea");
  const tools = field.querySelector("[role=toolbar]");
  const live = field.querySelector("[data-live]");
  const buttons = [...tools.querySelectorAll("button")];

  tools.hidden = false;
  live.hidden = false;

  const marks = {
    bold: () => around("**", "**"),
    italic: () => around("*", "*"),
    heading: () => lines((text) => `## ${text}`),
    list: () => lines((text) => `- ${text}`),
    numbers: () => lines((text, index) => `${index + 1}. ${text}`),
    link: () => around("[", "](https://)"),
    image: () => around("![", "](/media/)"),
    table: () => put("\n| A | B |\n|---|---:|\n| … | 1 |\n"),
    code: () => (selected().includes("\n") ? put(`\n\`\`\`\n${selected()}\n\`\`\`\n`) : around("`", "`")),
    math: () => around("$", "$"),
  };

  for (const button of buttons) button.addEventListener("click", () => { marks[button.dataset.mark](); box.focus(); show(); });

  // One stop in the order of keys, arrows inside it (ARIA: toolbar).
  const stop = (at) => buttons.forEach((button, index) => { button.tabIndex = index === at ? 0 : -1; });
  stop(0);
  tools.addEventListener("keydown", (event) => {
    const rtl = getComputedStyle(tools).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (!step) return;

    const at = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    event.preventDefault();
    stop(at);
    buttons[at].focus();
  });

  box.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && { b: "bold", i: "italic" }[event.key];
    if (!mark) return;

    event.preventDefault();
    marks[mark]();
    show();
  });

  const selected = () => box.value.slice(box.selectionStart, box.selectionEnd);

  // Typed as by hand, so that undoing takes it back.
  function put(text) {
    box.focus();
    if (!document.execCommand("insertText", false, text)) box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  }

  function around(before, after) {
    const start = box.selectionStart + before.length;
    const text = selected();
    put(before + text + after);
    box.setSelectionRange(start, start + text.length);
  }

  function lines(change) {
    const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
    box.setSelectionRange(start, Math.max(start, box.selectionEnd));
    put(selected().split("\n").map(change).join("\n"));
  }

  let timer = 0;
  const show = () => {
    clearTimeout(timer);
    timer = setTimeout(look, 600);
  };

  box.addEventListener("input", show);
  live.addEventListener("toggle", () => live.open && look());

  async function look() {
    if (!live.open) return;

    const body = new FormData();
    body.set("__RequestVerificationToken", box.form.elements.__RequestVerificationToken.value);
    body.set("markdown", box.value);

    const answer = await fetch(field.dataset.previewAt, { method: "POST", body, redirect: "error" }).catch(() => null);

    // Made by the server's own renderer, in which nothing runs.
    if (answer?.ok) live.querySelector("article").innerHTML = await answer.text();
  }
}
