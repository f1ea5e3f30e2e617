// Makes more of a video or a recording: speed, captions, chapters, a transcript that is searched and followed, keys, where she
// was, and how much she has watched. Without this file it plays all the same.

const pace = 10_000; // between two reports

for (const box of document.querySelectorAll("[data-player]")) new Player(box);

function Player(box) {
  const media = box.querySelector("video, audio");
  const texts = box.dataset;
  const report = box.querySelector("form[data-watched]");

  for (const part of box.querySelectorAll("[data-script]")) part.hidden = false;

  const speed = box.querySelector("[data-speed]");
  const language = box.querySelector("[data-captions]");
  const transcripts = [...box.querySelectorAll("[data-transcript]")];
  const rows = transcripts.flatMap((list) => [...list.querySelectorAll("[data-at]")]);

  const remembered = () => {
    if (!texts.remember) return [];
    const pair = document.cookie.split("; ").find((each) => each.startsWith(`${texts.remember}=`));
    return pair ? decodeURIComponent(pair.slice(texts.remember.length + 1)).split("~") : [];
  };

  // Only where the school's rules on cookies let it: the page then names the cookie.
  const remember = () => {
    if (!texts.remember) return;
    const value = encodeURIComponent(`${speed.value}~${language?.value ?? ""}`);
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${texts.remember}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
  };

  const setSpeed = (value) => {
    if (![...speed.options].some((option) => option.value === value)) return;
    speed.value = value;
    media.defaultPlaybackRate = media.playbackRate = Number(value);
  };

  const setCaptions = (tag) => {
    if (!language || ![...language.options].some((option) => option.value === tag)) return;
    language.value = tag;
    for (const track of media.textTracks) track.mode = track.language === tag ? "showing" : "disabled";
    for (const list of transcripts) list.hidden = tag ? list.lang !== tag : list !== transcripts[0];
  };

  const jump = (seconds) => {
    media.currentTime = seconds;
    if (media.paused) media.play().catch(() => {});
    media.focus({ preventScroll: true });
  };

  speed.addEventListener("change", () => { setSpeed(speed.value); remember(); });
  language?.addEventListener("change", () => { setCaptions(language.value); remember(); });

  // The browser's own menus are heard too.
  media.addEventListener("ratechange", () => {
    if (media.playbackRate !== Number(speed.value)) {
      const known = [...speed.options].find((option) => Number(option.value) === media.playbackRate);
      if (known) { speed.value = known.value; remember(); }
    }
  });

  media.textTracks.addEventListener("change", () => {
    if (!language) return;
    const showing = [...media.textTracks].find((track) => track.mode === "showing")?.language ?? "";
    if (showing !== language.value) { setCaptions(showing); remember(); }
  });

  const [lastSpeed, lastCaptions] = remembered();
  setSpeed(lastSpeed ?? "1");
  setCaptions(lastCaptions ?? language?.value ?? "");

  // Where she was; not at the very end, where there is nothing left.
  const start = Number(texts.start ?? 0);
  const toStart = () => { if (start > 0 && start < media.duration - 5 && media.currentTime === 0) media.currentTime = start; };
  if (media.readyState > 0) toStart(); else media.addEventListener("loadedmetadata", toStart, { once: true });

  box.addEventListener("click", (event) => {
    const place = event.target.closest("[data-jump]");
    if (!place) return;
    event.preventDefault();
    jump(Number(place.dataset.jump));
  });

  // K plays and pauses, J and L go ten seconds back and on, while she is in the player (WCAG 2.1.4); never while she types, and
  // never with other keys.
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "k") { if (media.paused) media.play().catch(() => {}); else media.pause(); }
    else if (key === "j") media.currentTime = Math.max(0, media.currentTime - 10);
    else if (key === "l") media.currentTime = Math.min(media.duration || 0, media.currentTime + 10);
    else return;
    event.preventDefault();
  });

  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\u200c\u200d\u0640]/gu, "")
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/ة/g, "ه")
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.codePointAt(0) & 15)).toLowerCase();
  const search = box.querySelector("[data-search]");
  search?.addEventListener("input", () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => fold(row.textContent).includes(word));
  });

  let shown = null;
  media.addEventListener("timeupdate", () => {
    const now = rows.filter((row) => !row.closest("[data-transcript]").hidden)
      .findLast((row) => Number(row.dataset.at) <= media.currentTime + 0.05) ?? null;
    if (now === shown) return;
    shown?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    shown = now;
  });

  if (report) Watch(media, report, box);
}

// What was watched since the page was opened is said again with every report, so that none has to arrive.
function Watch(media, form, box) {
  const spans = [];
  let from = null;
  let to = 0;
  let unkept = false;
  let sending = false;

  const isNext = (at) => at >= to && at - to <= 2 * Math.max(1, media.playbackRate);

  const note = () => {
    if (from !== null && to > from) add(from, to);
    from = null;
  };

  // The time is told four times a second; what lies between the last time and the end was played as well.
  const stop = () => {
    if (from !== null && isNext(media.currentTime)) to = media.currentTime;
    note();
    tell(true);
  };

  const add = (start, end) => {
    spans.push([start, end]);
    spans.sort((one, other) => one[0] - other[0]);
    for (let at = spans.length - 1; at > 0; at--) {
      if (spans[at][0] <= spans[at - 1][1] + 0.05) {
        spans[at - 1][1] = Math.max(spans[at - 1][1], spans[at][1]);
        spans.splice(at, 1);
      }
    }
    while (spans.length > 200) spans.shift();
    unkept = true;
  };

  media.addEventListener("timeupdate", () => {
    const at = media.currentTime;
    if (media.paused || media.seeking) return;
    if (from === null || !isNext(at)) {
      note();
      from = at;
    }
    to = at;
  });

  const round = (number) => Math.round(number * 10) / 10;

  async function tell(last) {
    if (from !== null && to > from) add(from, to);
    if (from !== null) from = to;
    if (!spans.length || (!unkept && !last) || (sending && !last)) return;

    sending = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        keepalive: last,
        redirect: "error",
        headers: { "Content-Type": "application/json", "X-Form-Token": form.querySelector("input").value },
        body: JSON.stringify({ spans: spans.map(([start, end]) => [round(start), round(end)]), at: round(media.currentTime), last }),
      });
      if (!answer.ok) return;
      const said = await answer.json();
      unkept = !said.kept;
      show(said);
    } catch {
      unkept = true;
    } finally {
      sending = false;
    }
  }

  function show(said) {
    const line = box.querySelector("[data-percent]");
    if (line) line.textContent = line.dataset.percent.replace("{percent}", new Intl.NumberFormat(box.dataset.language, { style: "percent" }).format(said.percent / 100));
    if (said.done) box.querySelector("[data-done]")?.removeAttribute("hidden");
  }

  setInterval(() => tell(false), pace);
  media.addEventListener("playing", () => { if (from === null) from = to = media.currentTime; });
  media.addEventListener("pause", stop);
  media.addEventListener("ended", stop);
  media.addEventListener("seeking", () => note());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(true); });
  addEventListener("pagehide", () => { note(); tell(true); });
}
