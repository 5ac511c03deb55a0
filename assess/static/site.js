/* Answers save themselves: each change is sent at once, kept on this device until the server has it, and sent again.
   Every page works without this script; then a page is saved when its form is sent. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const url = form.dataset.autosave;
  const part = Number(form.dataset.part);
  const store = "exemplar." + form.dataset.sitting;
  const token = form.elements.csrf_token ? form.elements.csrf_token.value : "";
  const shown = form.elements.shown ? form.elements.shown.value : "";
  const progress = form.querySelector("progress");
  const PAUSE = 600, LONGEST_WAIT = 30000, PATIENCE = 8000;
  let waiting = {}, attempts = 0, busy = false, waited = false, retry = null, timers = {};

  /* ── what waits to be sent: part:item → answer; on this device, or in memory where storage is shut ── */
  function read() {
    try { return JSON.parse(localStorage.getItem(store) || "{}"); } catch { return waiting; }
  }
  function write(all) {
    waiting = all;
    try {
      if (Object.keys(all).length) localStorage.setItem(store, JSON.stringify(all)); else localStorage.removeItem(store);
    } catch { /* private mode: kept in memory until the page closes */ }
  }

  /* ── the save state, always in sight ── */
  function show(state, words) {
    for (const one of form.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
    const said = form.querySelector("[data-state='" + state + "'] [data-words]");
    if (said && words) said.textContent = words;
    const since = form.querySelector("[data-state='" + state + "'] [data-since]");
    const first = Math.min(...Object.values(read()).map((one) => one.at));
    if (since && isFinite(first)) {
      since.textContent = new Date(first).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    }
  }

  /* ── reading and filling the page ── */
  function fields(item) {
    return [...form.elements].filter((one) => one.name === item || one.name.startsWith(item + "__"));
  }
  function answer(item) {
    const given = { part: part, item: item, value: "", evidence: "", cues: [], shown: shown, at: Date.now() };
    const parts = [];
    for (const one of fields(item)) {
      if ((one.type === "radio" || one.type === "checkbox") && !one.checked) continue;
      if (isPart(item, one) && one.value) parts.push(one.value);
      else if (one.name === item + "__evidence") given.evidence = one.value;
      else if (one.name === item + "__cues") given.cues.push(one.value);
    }
    given.value = parts.join(",");
    return given;
  }
  // an answer may be made of several controls: item, item__1, item__2 … (surveys/items/parts.py)
  function isPart(item, one) {
    return one.name === item || /^\d+$/.test(one.name.slice(item.length + 2));
  }
  function fill(given) {
    const parts = given.value.split(",");
    for (const one of fields(given.item)) {
      if (one.name === given.item + "__evidence") one.value = given.evidence;
      else if (one.name === given.item + "__cues") one.checked = given.cues.includes(one.value);
      else if (!isPart(given.item, one)) continue;
      else if (one.type === "radio" && one.name === given.item) one.checked = one.value === given.value;
      else if (one.type === "radio" || one.type === "checkbox") one.checked = parts.includes(one.value);
      else if (one.tagName === "SELECT") one.value = [...one.options].map((o) => o.value).find((v) => v && parts.includes(v)) || "";
      else one.value = given.value;
    }
    form.dispatchEvent(new Event("filled"));
  }
  function complain(item, words) {
    const box = form.querySelector("[data-item='" + item + "']");
    if (!box) return;
    box.classList.toggle("is-missing", Boolean(words));
    const place = box.querySelector("[data-problem]");
    if (place) {
      place.hidden = !words;
      place.querySelector("span").textContent = words;
    }
  }

  /* ── sending ── */
  function post(given) {
    const body = Object.assign({}, given);
    delete body.at;
    return fetch(url, {
      method: "POST",
      credentials: "same-origin",
      keepalive: true,
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
  }
  function settle(name, given) {
    const all = read();
    if (all[name] && all[name].at === given.at) delete all[name];
    write(all);
  }
  function later() {
    attempts += 1;
    clearTimeout(retry);
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** (attempts - 1));
    retry = setTimeout(flush, wait * (0.75 + Math.random() / 2));
    show(navigator.onLine ? "retry" : "phone");
  }
  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(retry);
    try {
      let entries;
      while ((entries = Object.entries(read())).length) {
        const [name, given] = entries[0];
        let response;
        try { response = await post(given); } catch { return later(); }
        if (response.status >= 500 || response.status === 429 || response.status === 408) return later();
        attempts = 0;
        if (response.ok) { settle(name, given); continue; }
        const said = await response.json().catch(() => ({}));
        if (response.status === 422) {
          settle(name, given);
          if (given.part === part) complain(given.item, said.error || "");
          continue;
        }
        // the link is over, or everything was handed in: sending again would change nothing
        if (response.status === 409) write({});
        return show("over", said.error);
      }
      show("ok");
    } finally {
      busy = false;
    }
  }
  function keep(item) {
    const all = read();
    all[part + ":" + item] = answer(item);
    write(all);
    complain(item, "");
    count(item);
    flush();
  }
  function count(item) {
    const box = form.querySelector("[data-item='" + item + "']");
    if (!box || !progress || box.dataset.answered) return;
    box.dataset.answered = "yes";
    progress.value += 1;
  }
  function itemOf(field) {
    // a file goes with the page, not by itself
    if (!field.name || field.name.endsWith("__mark") || field.closest("[data-file]")) return "";
    return field.closest("[data-item]") ? field.name.split("__")[0] : "";
  }

  form.addEventListener("change", (event) => {
    const item = itemOf(event.target);
    if (!item) return;
    clearTimeout(timers[item]);
    keep(item);
  });
  form.addEventListener("input", (event) => {
    const item = itemOf(event.target);
    if (!item || event.target.type === "radio" || event.target.type === "checkbox") return;
    clearTimeout(timers[item]);
    timers[item] = setTimeout(keep, PAUSE, item);
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine && (!busy || waited)) return;
    event.preventDefault();
    if (!navigator.onLine) return show("phone");
    // an answer still on its way could arrive after this page and put back what it replaces: let it arrive first
    waited = true;
    const button = event.submitter, began = Date.now();
    const watch = setInterval(() => {
      if (busy && Date.now() - began < PATIENCE) return;
      clearInterval(watch);
      form.requestSubmit(button);
    }, 50);
  });
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => show("phone"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const one of Object.values(read())) post(one).catch(() => {});
  });

  for (const given of Object.values(read())) if (given.part === part) fill(given);
  show("ok");
  flush();
})();
