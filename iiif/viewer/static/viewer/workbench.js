// Opens Mirador at one manifest, in the language of the page.

const place = document.getElementById("workbench");
const theme = document.documentElement.dataset.theme;
const isDark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

window.Mirador.viewer({
  id: "workbench",
  language: place.dataset.language,
  selectedTheme: isDark ? "dark" : "light",
  windows: [{ manifestId: place.dataset.manifest }],
  window: {
    defaultView: "book",
    views: [{ key: "single" }, { key: "book" }, { key: "scroll" }, { key: "gallery" }],
    sideBarPanel: "info",
    allowFullscreen: true,
  },
  thumbnailNavigation: { defaultPosition: "far-bottom" },
  workspace: { showZoomControls: true },
  themes: {
    light: { palette: { primary: { main: "#a5301f" }, secondary: { main: "#a5301f" } } },
    dark: { palette: { primary: { main: "#ec8a74" }, secondary: { main: "#ec8a74" } } },
  },
  workspaceControlPanel: { enabled: true },
  osdConfig: { maxZoomPixelRatio: 3 },
});
