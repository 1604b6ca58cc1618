// 截至某日: narrows the table of periods to one day. The page is complete without it.
"use strict";

document.querySelectorAll("form.as-of").forEach((form) => {
  const input = form.querySelector("input");
  const said = form.querySelector("output");
  const rows = [...document.querySelectorAll(".periods tr[data-from]")];
  const show = (day) => {
    let count = 0;
    rows.forEach((row) => {
      row.hidden = Boolean(day) && !(row.dataset.from <= day && !(row.dataset.until <= day));
      count += row.hidden ? 0 : 1;
    });
    said.textContent = day ? (count ? day + " 有效的共 " + count + " 份" : day + " 没有有效的文件") : "列出全部版本";
  };
  const fromAddress = () => {
    const day = location.hash.slice(1);
    input.value = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : input.dataset.today;
    show(input.value);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    history.replaceState(null, "", input.value ? "#" + input.value : location.pathname + location.search);
    show(input.value);
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
});
