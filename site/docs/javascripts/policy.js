// Copying a clause's citation, and showing what a reference leads to. Pages are complete without it.
"use strict";

// Puts a text on the clipboard, also where only the older way is allowed (a file share); tells whether it could.
window.policyCopy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text, style: "position:fixed;opacity:0" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
};

document.querySelectorAll(".search-open, .search-open-link").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const toggle = document.getElementById("__search");
    if (!toggle.checked) toggle.click();
    const input = document.querySelector(".md-search__input");
    const words = button.matches(".search-open-link") ? button.closest("form")?.querySelector("input[type=search]")?.value : "";
    if (words) input.value = words;
    input.focus();
    input.dispatchEvent(new Event("keyup", { bubbles: true }));
  });
});

// Material searches when a key goes up; words that are pasted, spoken or put in by an input method press none.
document.querySelector(".md-search__input")?.addEventListener("input", (event) => {
  if (!event.isComposing) event.target.dispatchEvent(new Event("keyup", { bubbles: true }));
});

// A table that is wider than its place shows at which edge it goes on.
const edges = new ResizeObserver((all) => all.forEach(({ target }) => showEdges(target.closest(".table-scroll"))));
function showEdges(place) {
  const left = Math.abs(place.scrollLeft);
  place.classList.toggle("more-before", left > 1);
  place.classList.toggle("more-after", left + place.clientWidth < place.scrollWidth - 1);
}
document.querySelectorAll(".table-scroll").forEach((place) => {
  place.addEventListener("scroll", () => showEdges(place), { passive: true });
  edges.observe(place);
  edges.observe(place.firstElementChild);
});

// What is printed says where it comes from and when it was printed.
const everyPage = document.head.appendChild(document.createElement("style"));
window.addEventListener("beforeprint", () => {
  const named = document.querySelector("[data-printed]")?.dataset.printed || document.querySelector("h1")?.textContent || "";
  const quoted = named.replace(/\s+/g, " ").trim().slice(0, 70).replace(/["\\]/g, "\\$&");
  everyPage.textContent = `@page { @bottom-left { content: "${quoted}"; font-size: 9pt; } }`;
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  document.querySelectorAll(".print-address").forEach((each) => { each.textContent ||= location.href; });
  document.querySelectorAll(".print-date").forEach((each) => { each.textContent = `，${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} 打印`; });
});

document.querySelectorAll(".clause[data-cite]").forEach((clause) => {
  const tools = clause.querySelector(".tools");
  if (!tools) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "复制引用";
  button.setAttribute("aria-label", `复制引用：${clause.dataset.cite}`);
  button.addEventListener("click", async () => {
    const address = new URL(location.href);
    address.search = "";
    address.hash = clause.id;
    if (await window.policyCopy(`${clause.dataset.cite} ${address}`)) button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制引用"; }, 1500);
  });
  tools.append(button);
  // Where nothing hovers, one small button keeps the others out of the way of reading.
  const more = document.createElement("button");
  more.type = "button";
  more.className = "more";
  more.textContent = "⋯";
  more.setAttribute("aria-label", `更多操作：${clause.dataset.cite}`);
  more.setAttribute("aria-expanded", "false");
  more.addEventListener("click", () => more.setAttribute("aria-expanded", String(tools.classList.toggle("open"))));
  tools.prepend(more);
});

// What a reference leads to, in a box beside it, where the pointer rests on it or the keyboard reaches it.
(() => {
  const box = Object.assign(document.createElement("div"), { id: "policy-preview", className: "preview md-typeset", hidden: true });
  box.setAttribute("role", "tooltip");
  (document.querySelector("main") || document.body).append(box);
  const pages = new Map();
  let current = null;
  let waiting;

  // The text of a clause, on this page or on another of this site. A page from a file share cannot read another one.
  async function textOf(link) {
    if (link.dataset.about) return link.dataset.about;
    const target = new URL(link.href);
    const id = decodeURIComponent(target.hash.slice(1));
    target.hash = "";
    const here = new URL(location.href);
    here.hash = here.search = "";
    let where = document;
    if (target.href !== here.href) {
      if (target.origin !== here.origin || target.protocol === "file:") return null;
      if (!pages.has(target.href)) pages.set(target.href, fetch(target).then((answer) => (answer.ok ? answer.text() : ""), () => ""));
      where = new DOMParser().parseFromString(await pages.get(target.href), "text/html");
    }
    const found = where.getElementById(id);
    if (!found) return null;
    if (found.matches("h2, h3")) return found.textContent.replace("¶", "").trim();
    return [...found.querySelectorAll(":scope > p")].slice(0, 3).map((part) => {
      const copy = part.cloneNode(true);
      copy.querySelectorAll(".tools, .badge, .note, .about").forEach((each) => each.remove());
      return copy.textContent.replace(/\s+/g, " ").trim();
    }).join("\n");
  }

  async function show(link) {
    current = link;
    const words = await textOf(link);
    if (current !== link || !words) return;
    box.textContent = words;
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    put(link);
  }

  function put(link) {
    const place = link.getBoundingClientRect();
    const width = Math.min(420, document.documentElement.clientWidth - 24);
    box.style.width = `${width}px`;
    box.style.left = `${Math.max(12, Math.min(place.left, document.documentElement.clientWidth - width - 12))}px`;
    const below = place.bottom + box.offsetHeight + 12 < window.innerHeight;
    box.style.top = `${below ? place.bottom + 6 : Math.max(6, place.top - box.offsetHeight - 6)}px`;
  }

  function hide() {
    clearTimeout(waiting);
    current?.removeAttribute("aria-describedby");
    current = null;
    box.hidden = true;
  }

  document.querySelectorAll(".term[title]").forEach((term) => term.removeAttribute("title"));
  const reference = (event) => event.target.closest?.(".clause a[href*='#']:not(.permalink), a.cite[href*='#'], .term[data-about]");
  document.addEventListener("mouseover", (event) => {
    const link = reference(event);
    if (link && link !== current) { hide(); waiting = setTimeout(show, 250, link); }
  });
  document.addEventListener("mouseout", (event) => {
    // The pointer may go onto the box itself: who reads it with a magnifier needs that.
    if (reference(event) && event.relatedTarget !== box) hide();
  });
  box.addEventListener("mouseleave", hide);
  document.addEventListener("focusin", (event) => { const link = reference(event); if (link) show(link); });
  // A finger neither hovers nor, in every browser, focuses what it touches.
  document.addEventListener("click", (event) => { const link = reference(event); if (link?.matches(".term")) show(link); else if (!box.contains(event.target)) hide(); });
  document.addEventListener("focusout", (event) => { if (reference(event)) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("scroll", () => (current && current === document.activeElement ? put(current) : hide()), { passive: true });
})();
