// Sends files in pieces, as tus 1.0.0 says, so that an upload goes on after a break, a reload or a restart of the server.
// Without this file the form sends them whole.

const pieceSize = 16 * 1024 * 1024;
const patience = [1, 2, 5, 10, 20, 30]; // seconds before each try; the last one again and again

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.querySelector("[data-waiting]")?.removeAttribute("hidden");
  form.addEventListener("submit", (event) => begin(event, form), { capture: true });
}

function begin(event, form) {
  const input = form.querySelector("input[type=file]");

  if (!input.files.length) return;

  event.preventDefault();
  event.stopImmediatePropagation();

  const list = form.querySelector("[data-list]");
  const uploads = [...input.files].map((file) => new Upload(form, list, file));
  input.value = "";
  list.hidden = false;
  run(uploads);
}

// One after another: the last byte of the first file is worth more than half of each.
async function run(uploads) {
  for (const upload of uploads) await upload.run();

  if (uploads.every((upload) => upload.state === "ready")) location.assign(`${location.pathname}?done=added`);
}

class Upload {
  constructor(form, list, file) {
    this.form = form;
    this.file = file;
    this.words = form.dataset;
    this.offset = 0;
    this.tries = 0;
    this.state = "going";
    this.percent = new Intl.NumberFormat(form.dataset.language, { style: "percent" });
    this.show(list);
  }

  show(list) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = this.file.name;
    this.bar = document.createElement("progress");
    this.bar.max = this.file.size || 1;
    this.bar.setAttribute("aria-label", this.file.name);
    this.line = document.createElement("span");
    this.line.className = "muted";
    this.hold = this.button(this.words.pause, () => this.pause());
    this.end = this.button(this.words.stop, () => this.stop());
    item.append(name, this.bar, this.line, this.hold, this.end);
    list.append(item);
    this.say(this.words.starting);
  }

  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  say(text) { this.line.textContent = text; }

  progress(sent) {
    this.bar.value = sent;
    const percent = this.percent.format(Math.floor((100 * sent) / (this.file.size || 1)) / 100);
    this.say((this.state === "paused" ? this.words.paused : this.words.percent).replace("{percent}", percent));
  }

  async run() {
    while (this.state === "going" || this.state === "paused") {
      try {
        if (this.state === "paused") await this.resumed();
        if (this.state !== "going") continue;
        if (!this.url) await this.create();
        else if (this.lost) await this.ask();
        else await this.send();
      } catch (error) {
        if (this.state !== "going") continue;
        if (error.refusal) return this.finish("refused", error.refusal);

        // Where it is, only the server knows now.
        this.lost = true;
        this.say(this.words.again);
        await this.wait(patience[Math.min(this.tries++, patience.length - 1)] * 1000);
      }
    }
  }

  async create() {
    const known = [...this.form.querySelectorAll("[data-upload-of]")].find((upload) =>
      upload.dataset.name === this.file.name && Number(upload.dataset.length) === this.file.size);

    if (known) {
      this.url = `${this.words.upload}/${known.dataset.uploadOf}`;
      this.lost = true;
      known.remove();
      return;
    }

    const name = btoa(String.fromCharCode(...new TextEncoder().encode(this.file.name)));
    const answer = await this.call("POST", this.words.upload, { "Upload-Length": `${this.file.size}`, "Upload-Metadata": `filename ${name}` });
    this.url = answer.headers.get("Location");
  }

  async ask() {
    const answer = await this.call("HEAD", this.url);

    if (answer.status === 404) {
      // It took too long, or it is whole already; then there is nothing to go on with.
      this.url = null;
      this.lost = false;
      this.offset = 0;
      return;
    }

    this.offset = Number(answer.headers.get("Upload-Offset"));
    this.lost = false;
  }

  async send() {
    const piece = this.file.slice(this.offset, this.offset + pieceSize);
    const answer = await this.patch(piece);

    if (answer.status === 409 || answer.status === 423) {
      this.lost = true;
      return;
    }

    if (answer.status === 404) throw Object.assign(new Error(), { refusal: this.words.stopped });
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    if (answer.status >= 400) throw Object.assign(new Error(), { refusal: JSON.parse(answer.body).words });

    this.tries = 0;
    this.offset = Number(answer.offset);
    this.progress(this.offset);

    if (this.offset >= this.file.size) this.finish("ready", this.words.ready);
  }

  // fetch tells nothing while it sends.
  patch(piece) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("PATCH", this.url);
      for (const [name, value] of Object.entries(this.headers())) request.setRequestHeader(name, value);
      request.setRequestHeader("Upload-Offset", `${this.offset}`);
      request.setRequestHeader("Content-Type", "application/offset+octet-stream");
      request.upload.addEventListener("progress", (event) => this.progress(this.offset + event.loaded));
      request.addEventListener("load", () =>
        resolve({ status: request.status, offset: request.getResponseHeader("Upload-Offset"), body: request.responseText }));
      for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => reject(new Error(name)));
      request.send(piece);
      this.request = request;
    });
  }

  async call(method, url, more = {}) {
    const answer = await fetch(url, { method, headers: { ...this.headers(), ...more }, redirect: "error" });

    if (answer.status >= 500) throw new Error(`${answer.status}`);
    if (answer.status >= 400 && answer.status !== 404) {
      const said = await answer.json().catch(() => null);
      throw Object.assign(new Error(), said ? { refusal: said.words } : {});
    }

    return answer;
  }

  headers() {
    return { "Tus-Resumable": "1.0.0", "X-Form-Token": this.form.querySelector("input[name=__RequestVerificationToken]").value };
  }

  pause() {
    if (this.state === "paused") {
      this.state = "going";
      this.hold.textContent = this.words.pause;
      this.wake?.();
      return;
    }

    this.state = "paused";
    this.lost = Boolean(this.url);
    this.hold.textContent = this.words.goOn;
    this.progress(this.offset);
    this.request?.abort();
  }

  async stop() {
    this.finish("stopped", this.words.stopped);
    this.request?.abort();
    this.wake?.();
    if (this.url) await this.call("DELETE", this.url).catch(() => {});
  }

  resumed() { return new Promise((resolve) => { this.wake = resolve; }); }

  wait(time) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, time);
    });
  }

  finish(state, words) {
    this.state = state;
    this.say(words);
    if (state === "refused") this.line.className = "field-error";
    this.hold.remove();
    this.end.remove();
    if (state !== "ready") this.bar.remove();
  }
}
