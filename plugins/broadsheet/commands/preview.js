// In previews only: reloads the page after a build, and shows what is wrong while the last good
// page stays. Served by the preview server; never part of a built site.
const overlay = () => {
  const made = document.createElement("pre");
  made.setAttribute("role", "alert");
  made.style.cssText =
    "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;padding:1rem 1.25rem;" +
    "background:#1c1b19;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;" +
    "border-top:4px solid #d33;z-index:9999";
  return made;
};
// The server's own page, shown where nothing has been built, has a place for faults.
const own = document.getElementById("preview-faults");
const panel = own ?? overlay();
const show = (faults) => {
  panel.textContent = faults.join("\n");
  if (faults.length) document.body.append(panel);
  else if (!own) panel.remove();
};
// Warnings stop nothing, so they can be folded away, and stay so on the next page. On a telephone,
// where they would cover the page, they are folded until somebody opens them.
const notes = (() => {
  const kept = "preview-notices";
  const isWide = matchMedia("(min-width: 48rem)").matches;
  const made = document.createElement("details");
  made.style.cssText =
    "position:fixed;inset:auto 0 0 auto;max-width:min(100vw,46rem);max-height:40vh;overflow:auto;" +
    "margin:0;padding:.5rem 1rem;background:#1c1b19;color:#fff;z-index:9998;" +
    "font:14px/1.5 ui-monospace,monospace;border-top:4px solid #d9a521;text-align:start";
  made.dir = "ltr";
  const summary = document.createElement("summary");
  summary.style.cssText = "cursor:pointer;font-weight:bold";
  const list = document.createElement("ul");
  list.style.cssText = "margin:.5rem 0 0;padding:0 0 0 1.25rem;overflow-wrap:anywhere";
  made.append(summary, list);
  made.open = (sessionStorage.getItem(kept) ?? (isWide ? "open" : "folded")) === "open";
  summary.addEventListener("click", () => {
    sessionStorage.setItem(kept, made.open ? "folded" : "open");
  });
  const line = (text) => {
    const item = document.createElement("li");
    item.textContent = text;
    item.style.cssText = "margin:0 0 .5rem";
    return item;
  };
  return {
    show(lines) {
      summary.textContent = lines.length === 1 ? "1 notice" : `${lines.length} notices`;
      list.replaceChildren(...lines.map(line));
      if (lines.length) document.body.append(made);
      else made.remove();
    },
  };
})();
// The build that this page is of, told by the server: another one is a reason to reload.
const shown = new URL(document.currentScript.src).searchParams.get("build");
const page = encodeURIComponent(location.pathname);
const events = new EventSource(`/_preview/events?page=${page}`);
events.onmessage = (event) => {
  const { build, faults, notices } = JSON.parse(event.data);
  show(faults);
  notes.show(faults.length ? [] : notices);
  if (build !== shown) location.reload();
};
events.onerror = () => show(["The preview has ended: start `broadsheet serve` again."]);
