// Gradio's sign that the page is loading counts the seconds in every frame, and goes on when it is gone: a page that nobody
// touches would be drawn anew sixty times a second. It keeps the function that it asks for frames by from before the page
// is there. So whoever asks by that one to read the clock gets no frame from then on; everybody else does.
(() => {
  const own = window.requestAnimationFrame;
  let loading = true;
  const isClock = (act) => act.toString().includes("performance.now()");
  window.requestAnimationFrame = (act) => (loading || !isClock(act) ? own.call(window, act) : 0);
  document.addEventListener("dateline:conversation", () => {
    loading = false;
    window.requestAnimationFrame = own;
  }, { once: true });
})();
