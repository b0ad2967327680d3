const { tell, call, save, current, toConversation, later } = window.dateline;
const list = element.querySelector(".list");
const search = element.querySelector("[name=search]");

// A menu that is open, or a title being typed, is not taken from under the reader's hand: the list follows afterwards.
const inUse = () => list.querySelector("details[open], .rename:not([hidden])");
// A list that is not on show is not kept up to date, but brought so when it is opened.
const onShow = () => document.body.classList.contains("rail-open");
let stale = false;
const refresh = async () => {
  stale = true;
  if (!onShow()) return;
  const html = await call(server.conversations, { text: search.value, current: current().conversation });
  if (typeof html !== "string") return;
  stale = Boolean(inUse());
  if (!stale) renew(html);
};
const followed = () => stale && !inUse() && refresh();
document.addEventListener("dateline:rail", followed);
element.addEventListener("toggle", ({ target }) => {
  if (target.open) target.querySelector("div").scrollIntoView({ block: "nearest" }); // that of the last one too
  else followed();
}, true);
const renew = (html) => {
  const had = document.activeElement?.closest?.(".rail .list li")?.dataset.conversation;
  list.innerHTML = html;
  if (had) focus(had); // what had it is no more
};
const focus = (conversation) =>
  [...list.querySelectorAll("li")].find((item) => item.dataset.conversation === conversation)?.querySelector(".open").focus();
const open = (conversation) => {
  toConversation();
  trigger("select", { conversation });
  document.dispatchEvent(new CustomEvent("dateline:opened", { detail: conversation }));
};

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  const item = button?.closest("li");
  const conversation = item?.dataset.conversation;
  if (!button) return;
  if (button.matches(".open")) open(conversation);
  if (button.matches(".new")) document.dispatchEvent(new CustomEvent("dateline:new"));
  if (button.matches(".judgements")) {
    const file = await call(server.judgements);
    if (file) {
      save(file);
      tell(`${file.name} is saved; \`dateline eval ${file.name}\` runs it. ${file.note}`);
    }
  }
  const deed = button.dataset.do;
  if (!deed) return;
  item.querySelector("details").open = false;
  if (deed === "rename") {
    const form = item.querySelector("form");
    form.hidden = false;
    form.elements.title.select();
  } else if (deed === "delete") {
    // A second press, on the button that now says so, is the confirmation; that of a double click is none.
    if (!button.dataset.sure || event.detail > 1) {
      button.dataset.sure = "yes";
      button.textContent = "Delete for good?";
      item.querySelector("details").open = true;
      return;
    }
    if (await call(server.delete, { conversation })) {
      if (conversation === current().conversation) open("");
      search.focus();
      refresh();
    }
  } else {
    const file = await call(server.document, { conversation, form: deed });
    if (file) save(file);
  }
});

element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const item = form.closest("li");
  const { conversation } = item.dataset;
  if (!(await call(server.rename, { conversation, title: form.elements.title.value }))) return;
  item.querySelector(".open").focus();
  form.hidden = true;
  refresh();
});
element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  } else if (event.target.matches("[name=title]")) {
    event.target.form.hidden = true;
    event.target.closest("li").querySelector("summary").focus();
    event.stopPropagation();
    followed();
  }
});
// One menu at a time, and none when something else is chosen.
document.addEventListener("click", (event) => {
  element.querySelectorAll("details[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
});
search.addEventListener("input", later(200, refresh));
document.addEventListener("dateline:new", () => open(""));
document.addEventListener("dateline:conversation", refresh);
// An answer that was not waited for has been kept.
document.addEventListener("dateline:said", ({ detail }) => /^Another conversation/.test(detail) && refresh());
refresh();
