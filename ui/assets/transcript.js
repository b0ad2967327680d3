const { tell, call, copy, current, shownTurns, address, scope, asking, answered, keepDraft } = window.dateline;
const scroller = element.closest("#transcript");
scroller.setAttribute("role", "log");
scroller.setAttribute("aria-live", "off"); // announced through the status line, whole
scroller.setAttribute("aria-label", "Conversation");
scroller.tabIndex = 0; // it scrolls, so the keyboard must reach it

const send = (question, more = {}) => {
  if (document.body.classList.contains("answering")) return;
  scroller.focus({ preventScroll: true }); // what was pressed goes with the next frame
  asking(question);
  keepDraft(question);
  const detail = { question, conversation: current().conversation, shown: shownTurns(), ...scope(), ...more };
  document.dispatchEvent(new CustomEvent("dateline:send", { detail }));
};

// In plain text, what is read from the right must not turn round what stands beside it.
const apart = (text) =>
  /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text.replace(/[\u2066-\u2069]/g, "")}\u2069` : text;
const asText = (turn) => {
  const parts = [turn.querySelector(".asked").dataset.question];
  turn.querySelectorAll(".stamp, .lead, .reply > .text").forEach((part) => parts.push(part.innerText));
  const sources = [...turn.querySelectorAll(".passage")].map((passage) => {
    const from = [...passage.querySelectorAll(".from > *")].map((part) => apart(part.innerText)).join(", ");
    return `[${passage.dataset.number}] ${apart(passage.querySelector(".quote").innerText)} (${from})`;
  });
  return [...parts, sources.join("\n")].join("\n\n");
};

// One judgement at a time: the thumb and the words that follow it must not overtake each other on their way.
let judged = Promise.resolve();
const judge = (turn, verdict, expected = "") => {
  judged = judged.then(() => keepJudgement(turn, verdict, expected));
  return judged;
};
const keepJudgement = async (turn, verdict, expected) => {
  if (!(await call(server.judge, { turn: turn.dataset.id, verdict, expected }))) return false;
  turn.querySelectorAll(".thumb").forEach((thumb) => {
    const meant = thumb.dataset.judge === (verdict === "absent" ? "wrong" : verdict);
    thumb.setAttribute("aria-pressed", String(meant));
  });
  return true;
};

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const turn = button.closest(".turn");
  if (button.dataset.ask) send(button.dataset.ask);
  if ("retry" in button.dataset) {
    send(turn.querySelector(".asked").dataset.question, { action: "retry", turn: turn.dataset.id });
  }
  if ("copy" in button.dataset) copy(asText(turn), "The answer is copied, with its sources.");
  if ("link" in button.dataset) copy(address({ answer: turn.dataset.id }), "The address of this answer is copied.");
  if (button.dataset.amend) {
    const form = turn.querySelector(`.amend[data-action=${button.dataset.amend}]`);
    form.hidden = !form.hidden;
    const area = form.querySelector("textarea");
    area.value = area.defaultValue;
    if (!form.hidden) area.focus();
  }
  if (button.dataset.judge) {
    const taken = button.getAttribute("aria-pressed") === "true";
    const form = turn.querySelector(".judging");
    form.hidden = taken || button.dataset.judge === "right";
    if (!form.hidden) {
      form.querySelector("input").focus({ preventScroll: true });
      form.scrollIntoView({ block: "nearest" }); // with its buttons
    }
    await judge(turn, taken ? "" : button.dataset.judge);
  }
});

element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const turn = form.closest(".turn");
  putAway(form);
  if (form.matches(".amend")) {
    send(form.querySelector("textarea").value, { action: form.dataset.action, turn: turn.dataset.id });
  } else {
    const { expected, absent } = form.elements;
    if (!(await judge(turn, absent?.checked ? "absent" : "wrong", expected.value))) return;
    tell("Thank you. “Save my judgements” in the list of conversations makes an evaluation of them.");
  }
});

// The form goes, and the focus back to the button that it came from.
const putAway = (form) => {
  const hadFocus = form.contains(document.activeElement);
  form.hidden = true;
  const { action } = form.dataset;
  const opener = action ? `[data-amend=${action}]` : "[data-judge=wrong]";
  if (hadFocus) form.closest(".turn").querySelector(opener)?.focus({ preventScroll: true });
};
element.addEventListener("reset", (event) => putAway(event.target));

element.addEventListener("keydown", (event) => {
  const area = event.target.closest(".amend textarea");
  if (area && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    area.form.requestSubmit();
  }
  if (event.key === "Escape" && event.target.form) event.target.form.reset();
});

// The newest question is brought to the top of the view once; a reader who scrolls is left alone.
let shown = "";
let wanted = null; // the conversation that was turned to; null while it is the one that is being asked in
let latest = "";
document.addEventListener("dateline:opened", ({ detail }) => (wanted = detail));
document.addEventListener("dateline:asking", () => (wanted = null));
// Whether what comes is of an answer in another conversation, on its way when this one was turned to.
const isOther = (conversation) => wanted !== null && conversation && conversation !== wanted && latest;
const settle = () => {
  if (isOther(current().conversation)) {
    props.value = latest;
    return;
  }
  latest = props.value;
  settleTurns();
};
const settleTurns = () => {
  const { conversation = "", ...limits } = current();
  const all = [...element.querySelectorAll(".turn")];
  const last = all[all.length - 1];
  if (!element.querySelector("[aria-busy]")) {
    const wasAnswering = document.body.classList.contains("answering");
    answered();
    if (wasAnswering || !last || !shown.startsWith(`${conversation}/`)) {
      document.dispatchEvent(new CustomEvent("dateline:conversation", { detail: { conversation, ...limits } }));
    }
    if (last?.querySelector(".failed")) {
      document.dispatchEvent(new CustomEvent("dateline:failed", { detail: document.body.dataset.asking ?? "" }));
    }
  }
  const aim = element.querySelector("[data-linked]") ?? last;
  const now = `${conversation}/${all.length}/${last?.querySelector(".asked").dataset.question}`;
  if (aim && now !== shown) {
    scroller.scrollTop += aim.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 24;
  }
  // A kept conversation stands in the address: loading the page anew shows it again.
  if (all.some((turn) => turn.dataset.id) || !all.length) {
    const query = new URLSearchParams(location.search);
    ["conversation", "answer", "article", "quote"].forEach((name) => shown && query.delete(name));
    if (conversation && all.length) query.set("conversation", conversation);
    const search = query.size ? `?${query}` : "";
    if (search !== location.search) history.replaceState(history.state, "", (search || location.pathname) + location.hash);
  }
  shown = now;
};
watch("value", settle);

// A turn as it grows, alone: the others stay as they are. The texts in HTML are escaped, so that its tags can be told.
const TURN = '<section class="turn"';
const parsed = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
};
document.addEventListener("dateline:frame", ({ detail: { turn, whole } }) => {
  if (turn) showTurn(turn);
  if (whole) showWhole(whole);
});
const showWhole = (html) => {
  const frame = parsed(html);
  if (isOther(frame.dataset.conversation)) return;
  latest = html;
  element.replaceChildren(frame);
  settleTurns();
};
const showTurn = (html) => {
  const frame = parsed(html);
  const whole = element.querySelector(".conversation");
  if (!frame || frame.dataset.conversation !== whole?.dataset.conversation) return; // another was turned to
  const turn = frame.querySelector(".turn");
  const number = turn.dataset.turn;
  if (!turn.querySelector("[aria-busy]")) {
    const before = latest.indexOf(`${TURN} data-turn="${number}"`);
    const kept = latest.slice(0, before < 0 ? latest.lastIndexOf("</div>") : before);
    latest = `${kept}${html.slice(html.indexOf(TURN), html.lastIndexOf("</div>"))}</div>`;
  }
  for (const name of ["source", "after", "before"]) {
    if (name in frame.dataset) whole.dataset[name] = frame.dataset[name];
    else delete whole.dataset[name];
  }
  element.querySelectorAll("[data-linked]").forEach((linked) => linked.removeAttribute("data-linked"));
  const old = element.querySelector(`.turn[data-turn="${number}"]`);
  if (old) old.replaceWith(turn);
  else whole.append(turn);
  settleTurns();
};

const offerExamples = async () => {
  const place = element.querySelector(".examples");
  if (!place || place.firstChild) return;
  const html = await call(server.examples);
  if (typeof html === "string" && place.isConnected && !place.firstChild) place.innerHTML = html;
};
watch("value", offerExamples);

// The sentence of an event of a timeline that is pointed at, or has the focus.
for (const kind of ["pointerover", "focusin"]) {
  element.addEventListener(kind, (event) => {
    const point = event.target.closest(".event");
    if (point) point.closest(".timeline").querySelector(".told").textContent = point.dataset.told;
    // The words that a day was resolved from are shown below it, where there is room.
    const day = event.target.closest(".resolved");
    const room = day && scroller.getBoundingClientRect().right - day.getBoundingClientRect().left;
    day?.classList.toggle("at-right", room < 260);
  });
}
