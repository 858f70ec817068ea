// Loads what another service shows, in a frame, when a reader follows the link to it, and not before.
// Without this the link leads to the service.
// Heard at the document, for figures that come later too, as with updates of a live story.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".embed-link");
  const figure = link?.closest("figure[data-frame]");
  // A reader who wants a new tab gets one.
  if (!figure || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
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
