// What changes with an answer that grows, in one message for all parts of the page: each part's script takes its own.
element.closest("#frame").hidden = true;
watch("value", () => {
  if (props.value) document.dispatchEvent(new CustomEvent("dateline:frame", { detail: JSON.parse(props.value) }));
});
