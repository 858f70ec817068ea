// Asks for new updates of a live story while somebody looks at it, and shows them on a click.
// Without this a reader reloads the page.
const state = document.querySelector(".live-state[data-updates]");
const list = document.querySelector(".updates");
if (state && list) {
  const EVERY = 60_000;
  let timer, next;

  // Read out politely, and never in the middle of a sentence that somebody is reading.
  const notice = document.createElement("div");
  notice.className = "live-notice";
  notice.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", show);
  state.after(notice);
  state.setAttribute("role", "status"); // its end is told

  const updatesOf = (page) => [...page.querySelectorAll(".updates > .update[id]")];
  const words = (update) => update.textContent.trim();
  // New ones, and those that say something else now: a correction is no less urgent.
  const shown = new Map(updatesOf(document).map((update) => [update.id, words(update)]));
  const fresh = () => updatesOf(next).filter((update) => shown.get(update.id) !== words(update));

  async function ask() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      // The browser's cache asks by ETag, so that nothing is sent twice.
      const answer = await fetch(state.dataset.updates, { cache: "no-cache" });
      // Withdrawn, or live no more: nothing will be there any more.
      if (answer.status === 404 || answer.status === 410) return;
      if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // No connection at the moment: the next time will do.
    }
    if (state.dataset.state === "live") timer = setTimeout(ask, EVERY);
  }

  function take(page) {
    const told = page.querySelector(".live-state");
    if (!told) return;
    next = page;
    takeOut();
    const count = fresh().length;
    const label = `${state.dataset.show} (${count})`;
    // Only where it changes, or a screen reader would say it again each minute.
    if (count && button.textContent !== label) button.textContent = label;
    if (count && !button.isConnected) notice.append(button);
    if (!count) button.remove();
    if (told.dataset.state === "ended") {
      state.dataset.state = "ended";
      state.replaceChildren(...told.childNodes);
      document.querySelectorAll(".story-head > .live-mark").forEach((mark) => mark.remove());
    }
  }

  // What has been taken out is taken out here at once: nobody waits for a click to stop a libel.
  function takeOut() {
    const wanted = new Set(updatesOf(next).map((update) => update.id));
    updatesOf(document).filter((update) => !wanted.has(update.id)).forEach((update) => {
      shown.delete(update.id);
      update.remove();
    });
  }

  // Says whether an update has a link to a place that only the new page has, such as a note.
  function leadsNowhere(update) {
    return [...update.querySelectorAll("a[href*='#']")].some((link) => {
      const place = decodeURIComponent(link.hash.slice(1));
      const isHere = link.origin === location.origin && link.pathname === location.pathname;
      return isHere && place && !document.getElementById(place) && !next.getElementById(place);
    });
  }

  function show() {
    const added = fresh();
    if (added.some(leadsNowhere)) {
      location.hash = added[0].id;
      location.reload();
      return;
    }
    const wanted = updatesOf(next);
    // From the oldest on, each before the one that it stands above.
    for (const update of [...added].reverse()) {
      const below = wanted.slice(wanted.indexOf(update) + 1).find((each) => document.getElementById(each.id));
      const copy = document.importNode(update, true);
      copy.classList.add("update-new");
      shown.set(update.id, words(update));
      document.getElementById(update.id)?.remove();
      list.insertBefore(copy, below ? document.getElementById(below.id) : null);
    }
    const when = state.querySelector(".live-updated");
    const told = next.querySelector(".live-updated");
    if (when && told) when.replaceWith(document.importNode(told, true));
    button.remove();
    const first = added.length && document.getElementById(added[0].id);
    if (first) {
      first.tabIndex = -1;
      first.setAttribute("aria-label", (first.querySelector("h2") ?? first.querySelector(".update-time")).textContent);
      first.focus({ preventScroll: true });
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      first.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state.dataset.state === "live") ask();
  });
  timer = setTimeout(ask, EVERY);
}
