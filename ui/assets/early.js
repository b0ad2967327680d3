// Gradio's sign that the page is loading asks for the next frame in every frame, and goes on when it is gone: a page that
// nobody touches would be drawn anew sixty times a second. It keeps the function that it asks by from before the page is
// there, so that one asks for nothing any more from then on; everybody else then finds the browser's own.
(() => {
  const own = window.requestAnimationFrame;
  let loading = true;
  window.requestAnimationFrame = (act) => (loading ? own.call(window, act) : 0);
  document.addEventListener("dateline:conversation", () => {
    loading = false;
    window.requestAnimationFrame = own;
  }, { once: true });
})();
