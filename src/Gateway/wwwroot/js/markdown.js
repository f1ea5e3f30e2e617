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
    image: () => picker.click(),
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

  // A picture is chosen, pasted or dropped; it goes among the school's files, and its address into the text.
  const line = field.querySelector("[data-picture]");
  const picker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
  const isPicture = (file) => file.type.startsWith("image/");

  picker.addEventListener("change", () => {
    insert([...picker.files]);
    picker.value = "";
  });
  box.addEventListener("paste", (event) => {
    const pictures = [...event.clipboardData.files].filter(isPicture);
    if (!pictures.length) return;

    event.preventDefault();
    insert(pictures);
  });
  box.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  box.addEventListener("drop", (event) => {
    const pictures = [...event.dataTransfer.files].filter(isPicture);
    if (!pictures.length) return;

    event.preventDefault();
    insert(pictures);
  });

  async function insert(pictures) {
    const say = (words, file) => { line.textContent = words.replace("{name}", file.name); };

    for (const file of pictures) {
      say(field.dataset.sending, file);

      try {
        const id = await upload(file);
        put(`![${file.name.replace(/\.\w+$/, "").replace(/[[\]\\]/g, "")}](/media/${id})`);
        say(field.dataset.done, file);
      } catch (error) {
        if (error.refusal) line.textContent = error.refusal;
        else say(field.dataset.failed, file);
        return;
      }
    }

    show();
  }

  // In one piece, as tus 1.0.0 says: a picture is small.
  async function upload(file) {
    const headers = { "Tus-Resumable": "1.0.0", "X-Form-Token": box.form.elements.__RequestVerificationToken.value };
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const call = async (method, url, more, body) => {
      const answer = await fetch(url, { method, body, redirect: "error", headers: { ...headers, ...more } });
      if (!answer.ok) throw Object.assign(new Error(), { refusal: (await answer.json().catch(() => null))?.words });
      return answer;
    };

    const made = await call("POST", field.dataset.uploadAt, { "Upload-Length": `${file.size}`, "Upload-Metadata": `filename ${name}` });
    const url = made.headers.get("Location");
    await call("PATCH", url, { "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" }, file);
    return url.slice(url.lastIndexOf("/") + 1);
  }

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
