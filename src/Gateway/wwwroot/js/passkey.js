// Passkeys need script: the parts of a page that offer them stay hidden without it.

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = false;
    const form = part.querySelector("form");
    form.addEventListener("submit", (event) => send(event, form, part.dataset.passkey), { capture: true });
  }
}

async function send(event, form, kind) {
  event.preventDefault();
  event.stopImmediatePropagation();

  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;

  try {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });

    if (!answer.ok) throw new Error(`${answer.status}`);

    const json = await answer.json();
    const credential = kind === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });

    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}
