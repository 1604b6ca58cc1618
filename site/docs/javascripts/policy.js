// Copying citations, and narrowing the table of channels. Pages are complete without it.
"use strict";

document.querySelectorAll(".clause[data-cite]").forEach((clause) => {
  const tools = clause.querySelector(".tools");
  if (!tools || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "复制引用";
  button.setAttribute("aria-label", "复制" + clause.dataset.cite + "的引用");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(clause.dataset.cite + " " + new URL("#" + clause.id, location.href));
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制引用"; }, 1500);
  });
  tools.append(button);
});

document.querySelectorAll(".finder").forEach((finder) => {
  const filter = finder.querySelector(".finder-input");
  const rows = [...finder.querySelectorAll("tbody tr")];
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim();
    rows.forEach((row) => { row.hidden = Boolean(wanted) && !row.textContent.includes(wanted) && !row.dataset.words.includes(wanted); });
  });
});
