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
  const LOAD = name(), OWN = name();
  let waiting = {}, attempts = 0, busy = false, waited = false, touched = false, turns = 0, retry = null, timers = {};

  /* ── who says it, and in which order: a random name of this browser in this sitting, and a count of its taps ── */
  function name() {
    return [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  }
  function device() {
    try {
      if (!localStorage.getItem(store + ".device")) localStorage.setItem(store + ".device", OWN);
      return localStorage.getItem(store + ".device");
    } catch { return OWN; }
  }
  function turn() {
    try {
      turns = Math.max(turns, Number(localStorage.getItem(store + ".turn")) || 0) + 1;
      localStorage.setItem(store + ".turn", String(turns));
    } catch { turns += 1; }
    return turns;
  }
  /* Milliseconds since the tap. The steady clock of a page stands still while a phone sleeps and ends with the page, the
     other one may be set meanwhile: the longer of the two, and the server lets no tap lie before its page was shown. */
  function age(given) {
    return Math.max(0, Math.round(Date.now() - given.at), given.load === LOAD ? Math.round(performance.now() - given.steady) : 0);
  }

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
    const given = { part: part, item: item, value: "", evidence: "", cues: [], shown: shown };
    const parts = [];
    for (const one of fields(item)) {
      if ((one.type === "radio" || one.type === "checkbox") && !one.checked) continue;
      if (isPart(item, one) && one.value) parts.push(one.value);
      else if (one.name === item + "__evidence") given.evidence = one.value;
      else if (one.name === item + "__cues") given.cues.push(one.value);
    }
    given.value = parts.join(",");
    return Object.assign(given, { turn: turn(), load: LOAD, at: Date.now(), steady: performance.now() });
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
    const body = Object.assign({}, given, { device: device(), age: age(given) });
    for (const own of ["at", "load", "steady"]) delete body[own];
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
    if (all[name] && all[name].turn === given.turn) delete all[name];
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
    touched = true;
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

  const left = Object.values(read()).filter((given) => given.part === part);
  left.forEach(fill);
  show("ok");
  // what waited here may be older than what another device said meanwhile: once it is sent, the server knows best
  flush().then(() => { if (left.length && !touched && !Object.keys(read()).length) location.reload(); });
})();
