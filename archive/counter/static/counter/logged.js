// After a gift is logged: N begins the next one.

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input, textarea, select")) return;
  location.assign(document.querySelector('a[href="/desk/donations/new"]').href);
});
