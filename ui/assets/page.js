// What the scripts of the page's parts share.
window.dateline = (() => {
  let toast = null;

  // A short message at the foot of the window; also for screen readers.
  const tell = (text) => {
    if (!toast) {
      toast = document.createElement("div");
      toast.id = "toast";
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => toast.classList.remove("shown"), 6000);
  };

  // Asks the server; what went wrong is told, and the result is then null.
  const call = async (action, asked = {}) => {
    try {
      const reply = await action(asked);
      if (reply && reply.error) {
        tell(reply.error);
        return null;
      }
      return reply ?? true;
    } catch {
      tell("The server does not answer. Is it running? Try again in a moment.");
      return null;
    }
  };

  const save = ({ name, type, text }) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const copy = async (text, told) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(told);
    } catch {
      tell("The browser does not allow copying here; select the text and copy it by keyboard.");
    }
  };

  // The conversation on show: its id ("" for a new one) and what it is restricted to.
  const current = () => ({ ...(document.querySelector("#transcript .conversation")?.dataset ?? {}) });

  // The address of something on this page.
  const address = (query) => `${location.origin}${location.pathname}?${new URLSearchParams(query)}`;

  const scope = () => {
    const form = document.querySelector("#composer form");
    if (!form) return {};
    const { source, after, before } = form.elements;
    return { source: source.value, after: after.value, before: before.value };
  };

  const later = (wait, act) => {
    let timer;
    return (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => act(...given), wait);
    };
  };

  return { tell, call, save, copy, current, address, scope, later };
})();
