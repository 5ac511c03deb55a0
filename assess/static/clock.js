/* The time left on a timed page, counted by this browser and kept by the server: at the end the page sends itself. */
(function () {
  "use strict";
  const box = document.querySelector("[data-left]");
  if (!box) return;
  const form = box.closest("form"), counts = box.querySelector("[data-counts]"), says = box.querySelector("[data-says]");
  const left = Number(box.dataset.left), wall = Date.now(), steady = performance.now();
  const said = new Set();
  let over = false;

  /* the steady clock stands still while a phone sleeps, the other one may be set: whichever went further is right or
     ends the page early, never late */
  function remaining() {
    return left - Math.max(performance.now() - steady, Math.min(Date.now() - wall, left));
  }
  function say(minutes) {
    if (said.has(minutes)) return;
    said.add(minutes);
    says.textContent = says.dataset[minutes];
  }
  function show(seconds) {
    const time = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    counts.textContent = counts.dataset.counts.replace("{time}", time);
  }
  function end() {
    say(0);
    form.querySelector("main").inert = true;
    box.querySelector("[data-over-words]").hidden = navigator.onLine;
    const button = form.querySelector("[data-over]");
    if (navigator.onLine) form.requestSubmit(button);
    else window.addEventListener("online", () => form.requestSubmit(button), { once: true });
  }
  function tick() {
    if (over) return;
    const rest = remaining();
    if (rest <= 0) {
      over = true;
      show(0);
      return end();
    }
    const seconds = Math.ceil(rest / 1000);
    show(seconds);
    box.classList.toggle("is-short", seconds <= 60);
    // only when the mark is passed: a page opened with less has nothing to announce
    if (left > 300000 && seconds <= 300 && seconds > 295) say(5);
    if (left > 60000 && seconds <= 60 && seconds > 55) say(1);
    setTimeout(tick, rest % 1000 || 1000);
  }
  counts.hidden = false;
  box.querySelector("[data-ends]").hidden = true;
  document.addEventListener("visibilitychange", tick);
  // a page out of the browser's memory shows a clock that stood still
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  tick();
})();
