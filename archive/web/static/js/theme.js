// Turns the light on or off at once; the link itself does it with a reload.

const AFTER = { auto: "dark", dark: "light", light: "auto" };

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-theme-switch]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const root = document.documentElement;
  const theme = AFTER[root.dataset.theme] ?? "auto";
  root.dataset.theme = theme;
  document.querySelector('meta[name="color-scheme"]').content = theme === "auto" ? "light dark" : theme;
  link.title = link.dataset[theme];
  link.setAttribute("aria-label", link.title);
  link.href = link.getAttribute("href").replace(/\/theme\/\w+/, `/theme/${AFTER[theme]}`);
  await fetch(`/theme/${theme}`, { redirect: "manual" });
});
