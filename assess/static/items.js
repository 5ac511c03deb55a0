/* Items that take more than a tick: places in an order, a line with a thumb, two picks that exclude each other.
   The fields of the page hold the answer, with or without this script; it only sets them and says "change".
   A page that fills its fields by itself says "filled" at the form. */
(function () {
  "use strict";
  const form = document.querySelector("form.take");
  if (!form) return;
  const refresh = [];

  function scripted(root) {
    for (const one of root.querySelectorAll("[data-with-script]")) one.hidden = false;
    for (const one of root.querySelectorAll("[data-without-script]")) one.hidden = true;
  }
  function changed(field) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* ── an order: places are given by tapping, and moved by one ── */
  for (const list of form.querySelectorAll("[data-rank]")) {
    const rows = [...list.children];
    const status = list.parentElement.querySelector("[data-rank-said]");
    const select = (row) => row.querySelector("select");
    const text = (row) => row.querySelector("[data-text]").textContent;
    const placed = () => rows.filter((row) => select(row).value)
      .sort((one, other) => select(one).selectedIndex - select(other).selectedIndex);

    const draw = () => {
      const order = placed();
      for (const row of rows) {
        const at = select(row).selectedIndex;
        row.querySelector(".rank-badge").textContent = at || "";
        row.classList.toggle("is-placed", Boolean(at));
        row.querySelector("[data-said]").textContent =
          ", " + (at ? list.dataset.at.replace("{n}", at) : list.dataset.none);
        for (const button of row.querySelectorAll("[data-move]")) {
          const end = button.dataset.move < 0 ? order[0] : order[order.length - 1];
          button.setAttribute("aria-disabled", String(!at || end === row));
        }
      }
    };
    const lay = (order, moved) => {
      for (const row of rows) select(row).selectedIndex = order.indexOf(row) + 1;
      draw();
      status.textContent = text(moved) + moved.querySelector("[data-said]").textContent;
      changed(select(moved));
    };
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const row = button.closest("li"), order = placed(), at = order.indexOf(row);
      if (button.dataset.move) {
        const to = at + Number(button.dataset.move);
        if (at < 0 || to < 0 || to >= order.length) return;
        [order[at], order[to]] = [order[to], order[at]];
      } else if (at < 0) {
        order.push(row);
        const left = rows.filter((one) => !order.includes(one));
        if (left.length === 1) order.push(left[0]);
      } else {
        order.splice(at, 1);
      }
      lay(order, row);
    });
    scripted(list.parentElement);
    refresh.push(draw);
  }

  /* ── a line: hollow until somebody takes the thumb, and as good as the number below it ── */
  for (const slide of form.querySelectorAll("[data-slide]")) {
    const range = slide.querySelector("input[type=range]");
    const number = slide.querySelector("input:not([type=range])");
    const draw = () => {
      const value = number.value.trim().replace(",", ".");
      const answered = value !== "" && isFinite(value);
      range.classList.toggle("is-untouched", !answered);
      if (answered) range.value = value;
      if (answered) range.removeAttribute("aria-valuetext");
      else range.setAttribute("aria-valuetext", slide.dataset.none);
    };
    const take = () => {
      number.value = range.value;
      draw();
    };
    range.addEventListener("input", () => {
      take();
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    range.addEventListener("change", () => { take(); changed(number); });
    // a tap on the very middle, or a space there, moves nothing but is an answer
    const touch = () => { if (range.classList.contains("is-untouched")) { take(); changed(number); } };
    range.addEventListener("click", touch);
    range.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); touch(); } });
    number.addEventListener("input", draw);
    scripted(slide);
    refresh.push(draw);
  }

  /* ── two picks: no option is both ── */
  form.addEventListener("change", (event) => {
    const option = event.target.type === "radio" && event.target.closest(".bestworst-option");
    if (!option) return;
    for (const other of option.querySelectorAll("input")) if (other !== event.target) other.checked = false;
  }, true);

  const draw = () => { for (const one of refresh) one(); };
  form.addEventListener("filled", draw);
  form.addEventListener("reset", () => setTimeout(draw));
  window.addEventListener("pageshow", draw);
  draw();
})();
