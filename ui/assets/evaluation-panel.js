const { call } = window.dateline;
const scroller = element.closest("#evaluation-panel");
scroller.tabIndex = 0; // it scrolls, so the keyboard must reach it
scroller.setAttribute("role", "region");
scroller.setAttribute("aria-label", "Evaluation");

const show = async (view) => {
  const html = view === "evaluation" && (await call(server.evaluation));
  if (html) element.innerHTML = html;
};
document.addEventListener("dateline:view", ({ detail }) => show(detail));
show(document.body.dataset.view);
