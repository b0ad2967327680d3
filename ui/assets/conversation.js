const scroller = element.closest("#transcript");
scroller.setAttribute("role", "log");
scroller.setAttribute("aria-live", "off"); // announced through the status line, whole
scroller.setAttribute("aria-label", "Conversation");
scroller.tabIndex = 0; // it scrolls, so the keyboard must reach it

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.ask) trigger("submit", { question: button.dataset.ask });
  if (button.dataset.retry) {
    const turn = button.closest(".turn");
    trigger("submit", { question: turn.querySelector(".asked").dataset.question });
  }
  if (button.dataset.copy) {
    const turn = button.closest(".turn");
    const text = [turn.querySelector(".asked").dataset.question, ...turn.querySelectorAll(".lead, .reply > .text")]
      .map((part) => (typeof part === "string" ? part : part.innerText));
    await navigator.clipboard.writeText(text.join("\n\n"));
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  }
});

// The newest question is brought to the top of the view once; a reader who scrolls is left alone.
let turns = 0;
watch("value", () => {
  const all = element.querySelectorAll(".turn");
  const last = all[all.length - 1];
  if (last && all.length !== turns) {
    scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 24;
  }
  turns = all.length;
});
