// What a screen reader is told: the whole answer once, not every piece of it as it streams.
element.setAttribute("role", "status");
element.setAttribute("aria-live", "polite");
watch("value", () => document.dispatchEvent(new CustomEvent("dateline:said", { detail: props.value })));
