// In previews only: reloads the page after a build, and shows what is wrong while the last good
// page stays. Served by the preview server; never part of a built site.
const panel = document.createElement("pre");
panel.setAttribute("role", "alert");
panel.style.cssText =
  "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;padding:1rem 1.25rem;" +
  "background:#1c1b19;color:#fff;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;" +
  "border-top:4px solid #d33;z-index:9999";
// The build that this page is of, told by the server: a later one is a reason to reload.
const shown = Number(new URL(document.currentScript.src).searchParams.get("build"));
new EventSource("/_preview/events").onmessage = (event) => {
  const { build, faults } = JSON.parse(event.data);
  panel.textContent = faults.join("\n");
  if (faults.length) document.body.append(panel);
  else panel.remove();
  if (build !== shown) location.reload();
};
