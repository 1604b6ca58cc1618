// Search for Chinese: exact substrings, every word must match, titles before texts, grouped by page. Speaks the
// messages of Material's own worker: 0 set up, 1 ready, 2 query, 3 result.
"use strict";

let documents = [];
let synonyms = {};

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#x27;");
const pageOf = (location) => location.split("#")[0];

function setUp(data) {
  synonyms = (data.config && data.config.synonyms) || {};
  documents = data.docs.map((entry) => ({
    ...entry,
    lowerTitle: entry.title.toLowerCase(),
    lowerText: entry.text.toLowerCase() + " " + (entry.keywords || "").toLowerCase(),
  }));
}

// The forms of a word: itself, and the names that it stands for.
function forms(word) {
  const found = [word];
  for (const [alias, names] of Object.entries(synonyms)) if (word.includes(alias)) for (const name of names) found.push(word.replace(alias, name));
  return [...new Set(found)];
}

function score(entry, words) {
  let total = 0;
  for (const choices of words) {
    let best = 0;
    choices.forEach((word, position) => {
      const here = entry.lowerTitle.includes(word) ? 10 : entry.lowerText.includes(word) ? 4 : 0;
      if (here) best = Math.max(best, here - (position ? 1 : 0));
    });
    if (!best) return 0;
    total += best;
  }
  return total;
}

function marked(text, words) {
  const all = words.flat().filter(Boolean).sort((a, b) => b.length - a.length);
  const lower = text.toLowerCase();
  const at = Math.min(...all.map((word) => lower.indexOf(word)).filter((position) => position >= 0), text.length);
  let start = Math.max(0, at - 30);
  // Never cut an entity such as &lt; in two.
  const entity = text.lastIndexOf("&", start);
  if (entity >= 0 && start - entity < 8 && text.indexOf(";", entity) >= start) start = entity;
  let end = Math.min(text.length, start + 130);
  const open = text.lastIndexOf("&", end);
  if (open >= 0 && end - open < 8 && text.indexOf(";", open) >= end) end = text.indexOf(";", open) + 1;
  let snippet = text.slice(start, end);
  const pattern = new RegExp(all.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
  // Marks are set outside of entities only.
  snippet = snippet.split(/(&[#\w]+;)/).map((part, position) => (position % 2 ? part : part.replace(pattern, "<mark>$&</mark>"))).join("");
  return (start ? "…" : "") + snippet + (end < text.length ? "…" : "");
}

// How many of the words stand in an entry, where half of them do.
function likeness(entry, words) {
  const found = words.filter(([word]) => entry.lowerTitle.includes(word) || entry.lowerText.includes(word)).length;
  return found * 2 >= words.length ? found : 0;
}

function search(words, points_of = score) {
  const groups = new Map();
  for (const entry of documents) {
    const points = points_of(entry, words);
    if (points) {
      const page = pageOf(entry.location);
      if (!groups.has(page)) groups.set(page, []);
      groups.get(page).push({ entry, points: points + (entry.location.includes("#") ? 0 : 5) });
    }
  }
  return [...groups.entries()]
    .map(([page, hits]) => ({ page, hits: hits.sort((a, b) => b.points - a.points), best: Math.max(...hits.map((hit) => hit.points)) }))
    .sort((a, b) => b.best - a.best);
}

function bigrams(text) {
  const found = [];
  for (let position = 0; position + 2 <= text.length; position++) found.push(text.slice(position, position + 2));
  return found;
}

function query(text) {
  const typed = escaped(text.trim().toLowerCase().replace(/　/g, " "));
  if (!typed) return [];
  const parts = typed.split(/\s+/);
  let words = parts.map(forms);
  let groups = search(words);
  if (!groups.length && parts.length === 1 && typed.length > 2) {
    words = bigrams(typed).map((pair) => [pair]);
    groups = search(words, likeness);
  }
  const terms = Object.fromEntries(parts.map((part) => [part, true]));
  return groups.slice(0, 30).map(({ page, hits }) => {
    const head = documents.find((entry) => entry.location === page);
    const items = hits.map(({ entry, points }) => ({ location: entry.location, title: marked(entry.title, words), text: marked(entry.text, words), score: points, terms }));
    const own = items.findIndex((item) => !item.location.includes("#"));
    if (own < 0 && head) items.unshift({ location: page, title: head.title, text: "", score: items[0].score, terms });
    else if (own > 0) items.unshift(...items.splice(own, 1));
    return items;
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
