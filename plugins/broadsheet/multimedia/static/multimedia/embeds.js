// Loads what another service shows, in a frame, when a reader follows the link to it, and not before.
// Without this the link leads to the service.
for (const figure of document.querySelectorAll("figure[data-frame]")) {
  const link = figure.querySelector(".embed-link");
  link?.addEventListener("click", (event) => {
    // A reader who wants a new tab gets one.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "embed-frame";
    frame.title = figure.dataset.title;
    frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation";
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin"; // YouTube plays nothing for a page that hides its origin
    frame.src = figure.dataset.frame;
    figure.querySelector(".embed-note")?.remove();
    link.replaceWith(frame);
    frame.focus();
  });
}
