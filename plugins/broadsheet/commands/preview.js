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
// The build that this page is of, told by the server: another one is a reason to reload.
const shown = new URL(document.currentScript.src).searchParams.get("build");
const events = new EventSource("/_preview/events");
events.onmessage = (event) => {
  const { build, faults } = JSON.parse(event.data);
  show(faults);
  if (build !== shown) location.reload();
};
events.onerror = () => show(["The preview has ended: start `broadsheet serve` again."]);
