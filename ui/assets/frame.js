// One turn of the conversation as it grows, for the conversation's script to put in its place.
element.closest("#frame").hidden = true;
watch("value", () => document.dispatchEvent(new CustomEvent("dateline:frame", { detail: props.value })));
