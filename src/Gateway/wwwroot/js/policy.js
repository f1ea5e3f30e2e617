// The same text in another language opens at the section that is being read.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-same-place]");

  if (!link) return;

  const above = [...document.querySelectorAll("#policy-text > section[id]")].filter((section) => section.getBoundingClientRect().top < innerHeight / 3);
  link.hash = above.at(-1)?.id ?? "";
});
