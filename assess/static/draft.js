/* An anonymous answer is drafted in this tab only: nothing goes to the server before it is sent, nothing stays after. */
(function () {
  "use strict";
  const PREFIX = "exemplar.draft.";
  function each(use) {
    try { use(sessionStorage); } catch { /* storage is shut: the page works without drafts */ }
  }
  if (document.querySelector("[data-draft-sent]")) {
    each((store) => Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => store.removeItem(key)));
    return;
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const key = PREFIX + form.dataset.draft;
  const fields = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  const kept = form.querySelector("[data-kept]");

  each((store) => {
    const draft = JSON.parse(store.getItem(key) || "{}");
    for (const one of fields) {
      if (!(one.name in draft)) continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = [].concat(draft[one.name]).includes(one.value);
      else one.value = draft[one.name];
    }
    if (Object.keys(draft).length) kept.hidden = false;
    form.dispatchEvent(new Event("filled"));
  });
  // ticks and texts say "input"; places put in order by a script say "change" only
  for (const said of ["input", "change"]) form.addEventListener(said, () => each((store) => {
    const draft = {};
    for (const one of fields) {
      if (one.type === "checkbox") { if (one.checked) (draft[one.name] = draft[one.name] || []).push(one.value); }
      else if (one.type === "radio" ? one.checked : one.value) draft[one.name] = one.value;
    }
    store.setItem(key, JSON.stringify(draft));
    kept.hidden = false;
  }));
  /* a second tap must not send a second answer */
  form.addEventListener("submit", () => { form.querySelector(".take-foot .btn").disabled = true; });
  window.addEventListener("pageshow", () => { form.querySelector(".take-foot .btn").disabled = false; });
})();
