// `policy serve` puts this on every page, behind `window.policyFindings`: what is wrong now, until it is mended.
"use strict";

(() => {
  const found = window.policyFindings.filter((each) => each.severity === "error");
  const others = window.policyFindings.filter((each) => each.severity !== "error");
  const make = (name, text, style) => Object.assign(document.createElement(name), { textContent: text, style: style || "" });

  function item(each) {
    const line = make("li", "", "margin:0 0 .8em");
    line.append(make("strong", `${each.label} ${each.code}`), " ", make("code", each.where, "font-size:.9em"), make("div", each.message, "white-space:pre-line"));
    if (each.fix) line.append(make("div", `建议：写成 ${each.fix}`, "color:#0d4a24"));
    return line;
  }

  function panel() {
    const box = make("section", "", "position:relative;z-index:5;padding:1rem 1.4rem;background:#fff4f4;color:#3a0b0b;border-bottom:3px solid #b3261e;font:15px/1.7 sans-serif;max-height:60vh;overflow:auto");
    box.id = "policy-findings";
    box.setAttribute("role", "alert");
    box.append(make("h2", found.length ? `有 ${found.length} 个错误，改好并保存后本页自动更新` : "", "font-size:1.1rem;margin:0 0 .6rem"));
    const list = make("ul", "", "margin:0;padding-left:1.2em");
    list.append(...found.map(item));
    box.append(list);
    if (others.length) {
      const more = make("details", "");
      more.append(make("summary", `另有 ${others.length} 条警告或提示`, "cursor:pointer"));
      const rest = make("ul", "", "padding-left:1.2em");
      rest.append(...others.map(item));
      more.append(rest);
      box.append(more);
    }
    document.body.prepend(box);
  }

  if (found.length) {
    if (document.body) panel();
    else document.addEventListener("DOMContentLoaded", panel);
  }
  // A page that does not exist is served without the reloading script: it asks for itself until it does.
  if (typeof window.livereload === "undefined") {
    setTimeout(function look() {
      if (typeof window.livereload !== "undefined") return;
      fetch(location.href, { cache: "no-store" }).then((answer) => (answer.ok ? location.reload() : setTimeout(look, 700)), () => setTimeout(look, 1500));
    }, 700);
  }
})();
