// What a screen reader is told: the whole answer once, not every piece of it as it streams.
element.setAttribute("role", "status");
element.setAttribute("aria-live", "polite");
const told = (detail) => document.dispatchEvent(new CustomEvent("dateline:said", { detail }));
watch("value", () => told(props.value));
document.addEventListener("dateline:frame", ({ detail: { said } }) => {
  if (said === undefined) return;
  element.innerHTML = said;
  told(said);
});
