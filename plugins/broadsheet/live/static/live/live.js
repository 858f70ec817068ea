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

  const updatesOf = (page) => [...page.querySelectorAll(".updates > .update[id]")];
  const fresh = () => updatesOf(next).filter((update) => !document.getElementById(update.id));

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
    const count = fresh().length;
    if (count) {
      button.textContent = `${state.dataset.show} (${count})`;
      if (!button.isConnected) notice.append(button);
    }
    if (told.dataset.state === "ended") {
      state.dataset.state = "ended";
      state.replaceChildren(...told.childNodes);
    }
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
      list.insertBefore(copy, below ? document.getElementById(below.id) : null);
    }
    const when = state.querySelector(".live-updated");
    const told = next.querySelector(".live-updated");
    if (when && told) when.replaceWith(document.importNode(told, true));
    button.remove();
    const first = added.length && document.getElementById(added[0].id);
    if (first) {
      first.tabIndex = -1;
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
