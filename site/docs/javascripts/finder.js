// 找渠道: choices in, the answer out at once. The answers stand in the page's table, computed when the site was built; this
// only shows those that fit. What is chosen stands in the address, so that it can be sent to a colleague.
"use strict";

document.querySelectorAll(".finder").forEach((finder) => {
  const form = finder.querySelector(".finder-form");
  const out = finder.querySelector(".finder-answer");
  const all = finder.querySelector(".finder-all");
  const rows = [...finder.querySelectorAll("tbody tr")];
  const questions = [...form.querySelectorAll(".finder-question")];
  const department = form.querySelector("select");
  const filter = form.querySelector(".finder-input");
  const byAnswer = form.querySelector(".finder-by-answer");
  const procedure = finder.dataset.procedure;
  const alone = document.querySelectorAll(".finder").length === 1;

  if (!questions.length) return;
  form.hidden = false;
  all.open = false;

  const chosen = () => Object.fromEntries(questions.map((q) => [q.dataset.term, q.querySelector("input[type=radio]:checked")?.value]).filter(([, value]) => value));
  // Whether cases and what is known so far have anything in common.
  const fits = (when, known) => Object.entries(known).every(([term, value]) => !(term in when) || when[term].includes(value));
  const parsed = (element) => JSON.parse(element.dataset.when);

  function make(name, className, ...content) {
    const element = document.createElement(name);
    element.className = className;
    element.append(...content);
    return element;
  }

  function answer(row, known, several) {
    const [cases, verdict, asks, sources] = [...row.cells].map((cell) => cell.firstElementChild.cloneNode(true));
    const list = asks.querySelector(".asks");
    const whole = { ...parsed(row), [finder.dataset.answer]: JSON.parse(row.dataset.answers) };
    list.querySelectorAll("li[data-when]").forEach((item) => {
      const mine = parsed(item).filter((when) => fits(when, known));
      if (!mine.length) item.remove();
      // What the case said is known by now.
      else if (mine.some((when) => Object.keys(when).every((term) => term in known || when[term].length === whole[term].length))) item.querySelector(":scope > .case")?.remove();
    });
    list.querySelectorAll(".locals").forEach((locals) => {
      const mine = [...locals.children].filter((item) => item.dataset.department === department.value);
      if (department.value && !mine.length && locals.closest(".titled")) locals.closest(".titled").remove();
      else if (department.value) locals.replaceChildren(...mine);
      else if (locals.children.length > 3) {
        const owners = [...new Set([...locals.querySelectorAll(".case")].map((each) => each.textContent))];
        const more = make("details", "", make("summary", "", `${owners.join("、")}的 ${locals.children.length} 条规定`));
        locals.replaceWith(more);
        more.append(locals);
      }
    });
    const card = make("article", "finder-card", make("p", "finder-verdict", ...verdict.childNodes));
    if (several) card.prepend(make("p", "case", ...cases.childNodes));
    if (list.children.length) card.append(make("p", "finder-label", "还要做到"), list);
    card.append(make("p", "finder-sources note", "依据 ", ...sources.childNodes));
    return card;
  }

  function show() {
    const known = chosen();
    const first = questions[0].dataset.term;
    out.hidden = !(first in known);
    if (!out.hidden) {
      const found = rows.filter((row) => fits(parsed(row), known));
      const title = make("p", "finder-chosen", questions.map((q) => known[q.dataset.term]).filter(Boolean).join("，"));
      out.replaceChildren(title, ...found.map((row) => answer(row, known, found.length > 1)));
      if (!found.length) out.append(make("p", "", "规程对这种情形没有指定，任何渠道都可以用。"));
      const button = make("button", "copy", "复制本答案的链接");
      button.type = "button";
      button.addEventListener("click", async () => {
        if (await window.policyCopy(`${title.textContent}：${location.href}`)) button.textContent = "已复制";
      });
      out.append(button);
    }
  }

  function remember() {
    const address = new URL(location.href);
    address.search = "";
    const known = chosen();
    if (Object.keys(known).length && !alone) address.searchParams.set("规程", procedure);
    for (const [term, value] of Object.entries(known)) address.searchParams.set(term, value);
    if (department?.value) address.searchParams.set("部门", department.value);
    address.hash = "";
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers let no page from a file share change its address.
    }
  }

  function recall() {
    const said = new URL(location.href).searchParams;
    if (!alone && said.get("规程") !== procedure) return;
    for (const q of questions) for (const input of q.querySelectorAll("input[type=radio]")) input.checked = said.get(q.dataset.term) === input.value;
    if (department && [...department.options].some((option) => option.value === said.get("部门"))) department.value = said.get("部门");
  }

  const chips = [...questions[0].querySelectorAll(".chip")];
  const typed = () => filter.value.trim().toLowerCase();
  // A choice by its name, its other names and what it means.
  const namesOf = (chip) => [chip.querySelector("input").value, ...chip.dataset.words.split("\n")].map((name) => name.toLowerCase());

  // Shows what the typed characters stand for: matters by their own names, and those for which the rules recommend what is
  // typed (企业微信, 记者).
  function narrow() {
    const wanted = typed();
    const named = chips.filter((chip) => namesOf(chip).some((name) => name.includes(wanted)));
    const answers = new Map(chips.map((chip) => [chip, named.includes(chip) ? [] : answersOf(chip).filter((words) => words.join("\n").toLowerCase().includes(wanted))]));
    const meant = [...new Set([...answers.values()].flat().map((words) => called(words, wanted)))].join("、");
    for (const chip of chips) chip.hidden = Boolean(wanted) && !named.includes(chip) && !answers.get(chip).length;
    byAnswer.hidden = !wanted || !meant;
    byAnswer.textContent = named.length ? `也列出宜用${meant}的事。` : `${meant}宜用于这些事。办别的事，先选要办的事：`;
    for (const group of questions[0].querySelectorAll(".finder-group")) group.hidden = !group.querySelector(".chip:not([hidden])");
    const left = chips.filter((chip) => !chip.hidden);
    finder.querySelector(".finder-none").hidden = left.length > 0;
    return left;
  }

  // What the rules recommend for a matter: each answer's name, with what else it is called and what it means.
  function answersOf(chip) {
    const { value } = chip.querySelector("input");
    const said = rows.filter((row) => (parsed(row)[questions[0].dataset.term] || []).includes(value));
    return said.flatMap((row) => [...row.querySelectorAll(".verdict strong:not(.forbidden)")]).map((each) => [each.textContent, ...each.dataset.words.split("\n")]);
  }

  // An answer's name, with what of its other names was meant: of 微信, 企业微信 is a channel and one's own account is none.
  function called([name, ...others], wanted) {
    const meant = others.flatMap((words) => words.split(/[、，]/)).filter((words) => words.toLowerCase().includes(wanted));
    return name.toLowerCase().includes(wanted) || !meant.length ? name : `${name}（${[...new Set(meant)].join("、")}）`;
  }

  // The one matter that is typed whole, or the only one that its name brings up.
  function only(left) {
    const whole = left.filter((chip) => namesOf(chip).includes(typed()));
    const found = whole.length ? whole : left;
    return found.length === 1 && namesOf(found[0]).some((name) => name.includes(typed())) ? found[0] : null;
  }

  form.addEventListener("change", (event) => {
    if (event.target === filter) return;
    remember();
    show();
    out.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { narrow(); remember(); show(); }));
  filter?.addEventListener("input", () => {
    const left = narrow();
    const one = typed() && only(left);
    if (one) one.querySelector("input").click();
    // An answer to what is no longer shown would be read as one to what is.
    const old = chips.find((chip) => chip.hidden && chip.querySelector("input").checked);
    if (!old) return;
    old.querySelector("input").checked = false;
    remember();
    show();
  });
  filter?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    narrow()[0]?.querySelector("input").click();
  });
  recall();
  show();
});
