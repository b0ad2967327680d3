const { call, current, shownTurns, scope, asking, toConversation, draft, keepDraft } = window.dateline;
const form = element.querySelector("form");
const { question, source, after, before } = form.elements;
const limits = form.querySelector(".scope");

const grow = () => {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight + 2, 160)}px`;
};

// What the conversation is restricted to, in words.
const sayScope = () => {
  const days = after.value && before.value ? `${after.value} to ${before.value}` : after.value ? `from ${after.value}`
    : before.value ? `up to ${before.value}` : "";
  const parts = [source.value.trim(), days].filter(Boolean);
  form.querySelector(".says").textContent = parts.length ? `Searches only ${parts.join(", ")}` : "Searches the whole archive";
  limits.classList.toggle("limited", parts.length > 0);
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (document.body.classList.contains("answering")) return;
  asking(question.value);
  toConversation();
  trigger("submit", { question: question.value, conversation: current().conversation, shown: shownTurns(), ...scope() });
  question.value = "";
  grow();
});

// Every question goes from here: Gradio goes through each part that questions may come from with each of them.
document.addEventListener("dateline:send", ({ detail }) => trigger("submit", detail));

question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
question.addEventListener("input", () => {
  grow();
  keepDraft(question.value);
});

form.querySelector("#stop").addEventListener("click", () => {
  trigger("stop", { question: document.body.dataset.asking, conversation: current().conversation, ...scope() });
  question.focus();
});
form.querySelector("#new").addEventListener("click", () => document.dispatchEvent(new CustomEvent("dateline:new")));
document.addEventListener("dateline:new", () => question.focus());

// A question that came to nothing is given back, to be mended.
document.addEventListener("dateline:failed", ({ detail }) => {
  if (question.value) return;
  question.value = detail.slice(0, 5000);
  keepDraft(question.value);
  grow();
});

form.addEventListener("input", sayScope);
form.querySelector(".clear").addEventListener("click", () => {
  source.value = after.value = before.value = "";
  sayScope();
});
document.addEventListener("dateline:conversation", ({ detail }) => {
  source.value = detail.source ?? "";
  after.value = detail.after ?? "";
  before.value = detail.before ?? "";
  sayScope();
  if (!question.disabled) keepDraft(question.value); // what was asked is answered
});
limits.addEventListener("toggle", async () => {
  const options = limits.open && (await call(server.sources));
  if (options) form.querySelector("datalist").innerHTML = options;
});
// Until it is known which conversation the page is about, a question would have none to go to.
document.addEventListener("dateline:conversation", () => {
  const asked = [...document.querySelectorAll("#transcript .asked")].pop()?.dataset.question;
  if (!question.value && draft() && draft().trim() !== asked) question.value = draft();
  grow();
  question.disabled = false;
  if (document.body.dataset.view === "ask") question.focus({ preventScroll: true });
}, { once: true });
