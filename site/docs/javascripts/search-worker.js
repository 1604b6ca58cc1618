// Search for Chinese: exact substrings, every word must match, titles before texts, grouped by page. Speaks the
// messages of Material's own worker: 0 set up, 1 ready, 2 query, 3 result. The index is described in generator/website/search.py.
"use strict";

const MOST_PAGES = 40;
const MOST_HITS = 12;
const MOST_OPEN = 3;

let pages = [];
let synonyms = new Map();

// Texts

const WIDE = /[！-～　]/g;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
const ESCAPES = Object.fromEntries(Object.entries(ENTITIES).map(([entity, character]) => [character, entity]));
const escaped = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);
const plain = (text) => (text.includes("&") ? text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ENTITIES[entity]) : text);

// Full width and capitals make no difference. Each character keeps its place, so that what is found can be marked.
function folded(text) {
  const low = text.toLowerCase();
  return (low.length === text.length ? low : text).replace(WIDE, (wide) => (wide === "　" ? " " : String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).toLowerCase());
}

// 5 -> 五, 21 -> 二十一, 105 -> 一百零五
function chinese(number) {
  const digits = "零一二三四五六七八九";
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  let words = hundreds ? `${digits[hundreds]}百` : "";
  if (tens) words += (tens > 1 || hundreds ? digits[tens] : "") + "十";
  else if (hundreds && ones) words += "零";
  return ones || !number ? words + digits[ones] : words;
}

// The index

function setUp({ config, docs }) {
  synonyms = new Map(Object.entries((config && config.synonyms) || {}).map(([alias, names]) => [folded(plain(alias)), names.map((name) => folded(plain(name)))]));
  pages = docs.map(([location, lines, note]) => {
    const text = plain(lines);
    return { location, text, low: folded(text), note: note || "", entries: null };
  });
}

// An entry's id, title, text, other words, headings and whether it stands aside, and what is searched folded. Taken apart when a page is first looked into.
function entriesOf(page) {
  if (!page.entries) {
    const low = page.low.split("\x1e");
    page.entries = page.text.split("\x1e").map((line, position) => {
      const [id, title = "", text = "", , , aside] = line.split("\x1f");
      const [, lowTitle = "", lowText = "", words = "", above = ""] = low[position].split("\x1f");
      return { id, title, text, lowTitle, lowText, words, above, aside };
    });
  }
  return page.entries;
}

// Queries

// The forms of a word: itself, a number as articles write it, and the names that it stands for.
function forms(word) {
  const found = [word];
  const numbered = word.replace(/第(\d{1,3})(?=[条章节])/g, (_, number) => `第${chinese(Number(number))}`);
  found.push(numbered);
  for (const [alias, names] of synonyms) if (word.includes(alias)) for (const name of names) found.push(word.replace(alias, name));
  return [...new Set(found)];
}

// 三（二）1 is the title of its clause, and no part of 三（二）12.
function titlePoints(title, word) {
  const at = title.indexOf(word);
  if (at < 0) return 0;
  const next = title[at + word.length];
  if (at === 0 && /[\d）)条章节]$/.test(word) && !(next && /\d/.test(next))) return next === undefined || next === " " ? 30 : 14;
  return title === word ? 14 : 10;
}

function wordPoints(entry, choices) {
  let best = 0;
  choices.forEach((word, position) => {
    const here = titlePoints(entry.lowTitle, word) || (entry.lowText.includes(word) || entry.words.includes(word) ? 4 : 0);
    // What is typed comes before what means the same.
    best = Math.max(best, position ? here * 0.4 : here);
  });
  return best;
}

// Every word must stand in the entry, or in what it stands below: its headings, its document, its department.
function allWords(entry, words, head) {
  let [total, own] = [0, 0];
  for (const choices of words) {
    const points = wordPoints(entry, choices);
    if (points) own += 1;
    else if (!choices.some((word) => entry.above.includes(word)) && !(head && wordPoints(head, choices))) return 0;
    total += points || 1;
  }
  return own ? total : 0;
}

// Half of the words at least; those that few pages have count more.
function mostWords(entry, words) {
  let [found, points] = [0, 0];
  for (const choices of words) {
    if (choices.some((word) => entry.lowTitle.includes(word) || entry.above.includes(word))) points += choices.rarity / 2;
    if (!wordPoints(entry, choices)) continue;
    found += 1;
    points += choices.rarity;
  }
  return found * 2 >= words.length ? points : 0;
}

// What stands aside comes after the clauses, unless it is called by its whole name (附件1 投诉登记表).
const weight = (entry, words) => (entry.aside && !words.some(([word]) => entry.lowTitle.endsWith(` ${word}`)) ? 0.1 : 1);

// The row of a table tells something beside its clause only where a word stands in it; they share a title.
function tells(entry, hits, words) {
  const clause = entry.id.replace(/-row-\d+$/, "");
  return clause === entry.id || !hits.some((hit) => hit.entry.id === clause) || words.flat().some((word) => entry.lowText.includes(word));
}

function search(among, words, pointsOf, needed) {
  const groups = [];
  for (const page of among) {
    const present = words.reduce((count, choices) => count + choices.some((word) => page.low.includes(word)), 0);
    if (present < needed) continue;
    const [head, ...entries] = entriesOf(page);
    const hits = [];
    const own = pointsOf(head, words, null);
    for (const entry of entries) {
      const points = pointsOf(entry, words, head) * weight(entry, words);
      if (points) hits.push({ entry, points });
    }
    if (!own && !hits.length) continue;
    hits.sort((a, b) => b.points - a.points);
    groups.push({ page, head, own: own && own + 5, hits: hits.filter((hit) => tells(hit.entry, hits, words)), best: Math.max(own && own + 5, hits.length ? hits[0].points : 0) });
  }
  return groups.sort((a, b) => b.best - a.best).slice(0, MOST_PAGES);
}

// The pairs of characters of a text, each with those of the texts that mean the same; and its other words whole.
function parts(text) {
  const found = new Map();
  for (const run of text.match(/[㐀-鿿]+|[^\s㐀-鿿]+/g) || []) {
    if (!/[㐀-鿿]/.test(run) || run.length < 3) found.set(run, forms(run));
    else {
      const alike = forms(run).filter((other) => other.length === run.length);
      for (let position = 0; position + 2 <= run.length; position++) {
        const [pair, ...others] = alike.map((other) => other.slice(position, position + 2));
        found.set(pair, [...new Set([...forms(pair), ...others])]);
      }
    }
  }
  return [...found].map(([word, choices]) => {
    const having = pages.reduce((count, page) => count + page.low.includes(word), 0);
    choices.rarity = 1 + Math.log((pages.length + 1) / (having + 1));
    return choices;
  });
}

// Results

// A text as HTML with the words marked; of a long one, the part from shortly before the first of them.
function marked(text, low, words, most) {
  const ranges = [];
  for (const word of words.flat()) {
    for (let at = word ? low.indexOf(word) : -1; at >= 0; at = low.indexOf(word, at + word.length)) ranges.push([at, at + word.length]);
  }
  ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const start = text.length > most && ranges.length && ranges[0][0] > 40 ? ranges[0][0] - 30 : 0;
  const end = Math.min(text.length, start + most);
  let [html, at] = [start ? "…" : "", start];
  for (const [from, to] of ranges) {
    if (from < at || from >= end) continue;
    html += `${escaped(text.slice(at, from))}<mark>${escaped(text.slice(from, Math.min(to, end)))}</mark>`;
    at = Math.min(to, end);
  }
  return html + escaped(text.slice(at, end)) + (end < text.length ? "…" : "");
}

// Every word; else most of its pairs of characters; else most of those that stand anywhere (怎么, 找谁 tell nothing).
function find(among, typed) {
  let words = typed.split(/\s+/).map(forms);
  let groups = search(among, words, allWords, words.length);
  if (!groups.length && typed.length > 2) {
    words = parts(typed);
    groups = search(among, words, mostWords, words.length / 2);
  }
  if (!groups.length && typed.length > 2) {
    words = words.filter((choices) => choices.some((word) => among.some((page) => page.low.includes(word))));
    if (words.length) groups = search(among, words, mostWords, words.length / 2);
  }
  return groups.map((group) => ({ ...group, words }));
}

function query(text) {
  const typed = folded(text).trim();
  if (!typed) return [];
  const typedWords = typed.split(/\s+/);
  const [last, first] = [pages.filter((page) => page.note), pages.filter((page) => !page.note)];
  const groups = find(first, typed);
  const words = typedWords.map(forms);
  const besides = groups.length ? search(last, words, allWords, words.length).map((group) => ({ ...group, words })) : find(last, typed);
  const terms = Object.fromEntries(typedWords.map((word) => [escaped(word), true]));
  return [...groups, ...besides].map(({ page, head, own, hits, best, words: found }) => {
    const shown = ({ entry, points }) => ({
      location: page.location + (entry.id && `#${encodeURIComponent(entry.id)}`),
      title: marked(entry.title, entry.lowTitle, found, 200),
      text: (page.note && `〔${escaped(page.note)}〕`) + marked(entry.text, entry.lowText, found, 130),
      score: points,
      terms,
    });
    // Material shows at once what has the first one's score, and the rest when asked.
    const items = hits.slice(0, MOST_HITS).map((hit, position) => shown({ ...hit, points: position < MOST_OPEN ? best : hit.points / best }));
    return [...items, shown({ entry: head, points: own || best })];
  });
}

self.addEventListener("message", (event) => {
  const { type, data } = event.data;
  if (type === 0) {
    setUp(data);
    self.postMessage({ type: 1 });
  } else if (type === 2) {
    self.postMessage({ type: 3, data: { items: query(data) } });
  }
});
