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
