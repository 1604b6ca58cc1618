// 截至某日: narrows the table of periods to one day. The page is complete without it.
"use strict";

document.querySelectorAll("form.as-of").forEach((form) => {
  const input = form.querySelector("input");
  const said = form.querySelector("output");
  const rows = [...document.querySelectorAll(".periods tr[data-from]")];
  const later = document.querySelector(".as-of-later");
  // What came into force after the day, so that nobody takes the day's versions for today's.
  const tellLater = (day) => {
    const after = rows.filter((row) => day && row.dataset.from > day).sort((a, b) => (a.dataset.from < b.dataset.from ? -1 : 1));
    later.hidden = !after.length;
    later.querySelector("ul").replaceChildren(...after.map((row) => {
      const item = document.createElement("li");
      const link = row.querySelector("a").cloneNode();
      link.textContent = row.dataset.title;
      item.append(`${row.dataset.from} ${row.dataset.from > input.dataset.today ? "将生效" : "起"}　`, link);
      return item;
    }));
  };
  const show = (day) => {
    let count = 0;
    rows.forEach((row) => {
      row.hidden = Boolean(day) && !(row.dataset.from <= day && !(row.dataset.until <= day));
      count += row.hidden ? 0 : 1;
    });
    tellLater(day);
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
