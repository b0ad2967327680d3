// The article beside the conversation. Every link to a passage in the page (an answer's [1], a passage's card) opens it
// here; as plain links they also open in a new tab and can be bookmarked.
const scroller = element.closest("#proof-panel");
scroller.setAttribute("role", "region");
scroller.setAttribute("aria-label", "The article, with the cited words highlighted");
scroller.tabIndex = 0; // it scrolls, so the keyboard must reach it

let opener = null;

// On a narrow screen the article lies over everything else: nothing below it can be reached, and the browser's Back
// leads out of it.
const narrow = matchMedia("(max-width: 899px)");
const column = scroller.closest("#proof-column");
const over = () => {
  const covers = narrow.matches && document.body.classList.contains("reading");
  for (const id of ["masthead", "rail", "talk", "archive", "evaluation"]) document.getElementById(id).inert = covers;
  for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", "The article"]]) {
    if (covers) column.setAttribute(name, value);
    else column.removeAttribute(name);
  }
};
narrow.addEventListener("change", over);

// Numbered, for Gradio passes over a value that is as the one before, though an answer may have come after that.
let replaced = 0;
const replace = (html) => (props.value = `${html}<!--here ${++replaced}-->`);

const show = () => {
  const { classList } = document.body;
  if (narrow.matches && !classList.contains("reading") && !history.state?.reading) history.pushState({ reading: true }, "");
  classList.add("reading");
  button.textContent = `Back to the ${document.body.dataset.view === "archive" ? "archive" : "conversation"}`;
  over();
};
const hide = () => {
  document.body.classList.remove("reading");
  over();
  if (opener?.isConnected) opener.focus();
  else document.getElementById("transcript").focus({ preventScroll: true });
  opener = null;
};
const close = () => {
  if (history.state?.reading) history.back(); // hides it
  else hide();
};
window.addEventListener("popstate", () => document.body.classList.contains("reading") && hide());

const settle = (focus) => {
  document.querySelectorAll("[aria-current='true'][data-article]").forEach((a) => a.removeAttribute("aria-current"));
  const mark = element.querySelector("#proof");
  if (!mark) {
    scroller.scrollTop = 0;
    if (focus && narrow.matches) button.focus();
    return;
  }
  const box = mark.getBoundingClientRect();
  scroller.scrollTop += box.top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3;
  if (focus) mark.focus({ preventScroll: true });
};

// Whoever came by the address of an article wants to see it, also where it lies over everything else.
let linked = new URLSearchParams(location.search).has("article");
const arrived = () => {
  const opens = linked && narrow.matches;
  linked = false;
  if (opens) show();
  settle(opens);
};
watch("value", arrived);
document.addEventListener("dateline:frame", ({ detail: { proof } }) => {
  if (proof === undefined) return;
  if (element.contains(document.activeElement)) scroller.focus({ preventScroll: true }); // what has the focus goes
  element.innerHTML = proof;
  arrived();
});
document.addEventListener("dateline:view", () => settle(false)); // what was hidden could not scroll

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-article]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  opener = link;
  const { article, start, end, number } = link.dataset;
  const html = await window.dateline.call(server.open_article, { article, start, end, number });
  if (html === null) return;
  replace(html);
  show();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    settle(true);
    link.setAttribute("aria-current", "true");
  }));
});

// The days that a time expression was resolved to are shown above it, where there is room.
for (const kind of ["pointerover", "focusin"]) {
  element.addEventListener(kind, (event) => {
    const when = event.target.closest(".when");
    const room = when && scroller.getBoundingClientRect().right - when.getBoundingClientRect().left;
    when?.classList.toggle("at-right", room < 280);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("reading")) close();
});

const button = document.createElement("button");
button.type = "button";
button.className = "close-article";
button.addEventListener("click", close);
scroller.parentElement.insertBefore(button, scroller);

// --- the address of a passage, and putting right what is known of the article
const { call, copy, tell } = window.dateline;
const place = () => {
  const { article, quote = "0-0" } = Object.fromEntries(new URLSearchParams(element.querySelector("[data-place]").dataset.place));
  const [start, end] = quote.split("-");
  return { article, start, end };
};
const correct = async (asked) => {
  tell("Saving; the other articles are dated anew in its light.");
  const html = await call(server.correct, { ...place(), ...asked });
  if (html === null) return;
  replace(html);
  tell("Saved.");
  document.dispatchEvent(new CustomEvent("dateline:article"));
};
const showAll = async () => {
  const html = await call(server.open_article, { ...place(), whole: true });
  if (html === null) return;
  replace(html);
  requestAnimationFrame(() => requestAnimationFrame(() => settle(true)));
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.place) {
    copy(`${location.origin}${location.pathname}?${button.dataset.place}`, "The address of this passage is copied.");
  }
  if (button && "forget" in button.dataset) correct({ forget: true });
  if (button && "whole" in button.dataset) showAll();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const { title, day } = event.target.elements;
  correct({ title: title.value, day: day.value });
});
