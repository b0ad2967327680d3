// Light or dark: the visitor's choice, else the system's (which Gradio has already put on the body).
const button = element.querySelector(".theme-switch");
const body = document.body;
const show = () => {
  const dark = body.classList.contains("dark");
  button.setAttribute("aria-pressed", String(dark));
  button.textContent = dark ? "Light" : "Dark";
  button.setAttribute("aria-label", dark ? "Switch to light colours" : "Switch to dark colours");
};
const chosen = localStorage.getItem("dateline-theme");
if (chosen) body.classList.toggle("dark", chosen === "dark");
show();
button.addEventListener("click", () => {
  localStorage.setItem("dateline-theme", body.classList.toggle("dark") ? "dark" : "light");
  show();
});
document.documentElement.lang = "en";

// The list of conversations: beside the conversation on a wide screen, over it on others.
const rail = element.querySelector(".rail-switch");
const open = (yes) => {
  body.classList.toggle("rail-open", yes);
  rail.setAttribute("aria-expanded", String(yes));
  document.dispatchEvent(new CustomEvent("dateline:rail"));
};
const wide = () => window.innerWidth >= 1500;
open(wide() && localStorage.getItem("dateline-rail") !== "closed");
rail.addEventListener("click", () => {
  const yes = !body.classList.contains("rail-open");
  if (wide()) localStorage.setItem("dateline-rail", yes ? "open" : "closed");
  open(yes);
  if (yes) document.querySelector("#rail input")?.focus();
});
matchMedia("(min-width: 1500px)").addEventListener("change", () => open(wide() && localStorage.getItem("dateline-rail") !== "closed"));
document.addEventListener("dateline:opened", () => wide() || open(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !wide() && body.classList.contains("rail-open")) {
    open(false);
    rail.focus();
  }
});

// Which view is shown stands in the address, so that it can be linked to and gone back from.
const views = [...element.querySelectorAll(".views a")];
const turnTo = () => {
  const named = location.hash.slice(1);
  const view = views.some((a) => a.dataset.view === named) ? named : "ask";
  body.dataset.view = view;
  for (const a of views) {
    if (a.dataset.view === view) a.setAttribute("aria-current", "page");
    else a.removeAttribute("aria-current");
  }
  document.dispatchEvent(new CustomEvent("dateline:view", { detail: view }));
};
window.addEventListener("hashchange", turnTo);
element.querySelector(".views").addEventListener("click", (event) => {
  const view = event.target.closest("a")?.dataset.view;
  if (!view || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // the page has a base address, so that following the link would lose the conversation's
  location.hash = view;
});
turnTo();
