// Makes a chosen picture as small as its form takes, before it is sent. Without this file the form sends it as it is.

for (const form of document.querySelectorAll("form[data-shrink]")) {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => shrink(input, Number(form.dataset.shrink), Number(form.dataset.most), form.dataset.type ?? "image/webp"));
}

async function shrink(input, width, most, type) {
  const [file] = input.files;

  // One that moves would stop, and one that is small enough stays as its author made it.
  if (!file || file.size <= most || file.type === "image/gif") return;

  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, width / picture.width);

    // A kind of picture that loses nothing gets smaller by its size alone.
    for (const part of [1, 0.75, 0.5]) {
      const side = scale * (type === "image/png" ? part : 1);
      const canvas = new OffscreenCanvas(Math.round(picture.width * side), Math.round(picture.height * side));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);

      const quality = 0.85 * part;
      const wanted = await canvas.convertToBlob({ type, quality });
      const made = wanted.type === type ? wanted : await canvas.convertToBlob({ type: "image/jpeg", quality });

      if (made.size <= most) {
        const files = new DataTransfer();
        const name = file.name.replace(/\.[^.]*$/, "") + "." + made.type.slice("image/".length);
        files.items.add(new File([made], name, { type: made.type }));
        input.files = files.files;
        return;
      }
    }
  } catch {
    // No picture that a browser can read: the server says why it takes none.
  }
}
