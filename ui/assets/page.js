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
    // Above the box for questions, which may be in use.
    const composer = document.querySelector("#composer")?.getBoundingClientRect();
    toast.style.bottom = composer?.height ? `${window.innerHeight - composer.top + 8}px` : "";
    toast.classList.add("shown");
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => toast.classList.remove("shown"), 6000);
  };

  // Whether who was signed in is no more: out in another tab, or by a server that was started anew.
  const signedOut = async () => {
    try {
      return (await fetch("gradio_api/login_check", { cache: "no-store" })).status === 401;
    } catch {
      return false;
    }
  };

  // Asks the server; what went wrong is told, and the result is then null.
  const call = async (action, asked = {}) => {
    try {
      const reply = await action(asked);
      if (reply === undefined) throw new Error("no reply"); // Gradio tells of one only in the console
      if (reply && reply.error) {
        tell(reply.error);
        return null;
      }
      return reply ?? true;
    } catch {
      tell(
        (await signedOut())
          ? "You are signed out. Load the page anew to sign in; a question that is typed stays."
          : "The server does not answer. Is it running? Try again in a moment.",
      );
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

  // The ids of its turns, by which the server knows whether the page shows what is kept; "" for one that is not.
  const shownTurns = () => [...document.querySelectorAll("#transcript .turn")].map((turn) => turn.dataset.id);

  // Turns to the view of the conversation. An address that is set as it is would be another navigation to the browser.
  const toConversation = () => {
    if (location.hash && location.hash !== "#ask") location.hash = "#ask";
  };

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

  // A question is on its way. Until it is answered the page looks whether the server that was asked is still there:
  // one that was ended, or started anew meanwhile, will never answer.
  const LOOK_MS = 3000;
  let looking;
  const answered = () => {
    clearTimeout(looking);
    document.body.classList.remove("answering");
  };
  const isThere = async () => {
    try {
      const reply = await fetch("gradio_api/app_id", { cache: "no-store" });
      return (await reply.json()).app_id === window.gradio_config.app_id;
    } catch {
      return false;
    }
  };
  const look = async () => {
    const there = await isThere();
    if (!document.body.classList.contains("answering")) return;
    if (there && (await signedOut())) return location.reload(); // to sign in; the question is kept as a draft
    if (there) {
      looking = setTimeout(look, LOOK_MS);
      return;
    }
    answered();
    const waiting = document.querySelector("#transcript .reply[aria-busy]");
    waiting?.closest(".turn").remove();
    document.dispatchEvent(new CustomEvent("dateline:failed", { detail: document.body.dataset.asking }));
    tell("The server does not answer. Is it running? Your question is in the box, to be asked again.");
  };
  const asking = (question) => {
    document.body.classList.add("answering");
    document.body.dataset.asking = question;
    document.dispatchEvent(new CustomEvent("dateline:asking"));
    clearTimeout(looking);
    looking = setTimeout(look, LOOK_MS);
  };

  // What is typed and not answered yet, for the page that is loaded anew in this tab.
  const DRAFT = "dateline-draft";
  const draft = () => sessionStorage.getItem(DRAFT) ?? "";
  const keepDraft = (text) => {
    try {
      sessionStorage.setItem(DRAFT, text);
    } catch {} // a text too long to be kept
  };

  return { tell, call, save, copy, current, shownTurns, toConversation, address, scope, later, asking, answered, draft, keepDraft };
})();
