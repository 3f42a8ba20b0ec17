// The phones on the page: what is typed goes to the JSON API, what happens comes back as events.

const { root, revision } = document.documentElement.dataset;
const cards = new Map(); // phone number -> its card
const byId = (id) => document.getElementById(id);

async function call(method, path, body) {
  const request = { method };
  if (body !== undefined) {
    request.headers = { "Content-Type": "application/json" };
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(`${root}/${path}`, request);
  const value = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(reason(value.detail));
  return value;
}

const reason = (detail) => (Array.isArray(detail) ? detail.map((part) => part.msg).join("; ") : detail);

/** Runs `work`; what goes wrong is shown in the alert of `place`. */
async function trying(place, work) {
  const alert = place.querySelector(".alert");
  alert.textContent = "";
  try {
    return await work();
  } catch (error) {
    alert.textContent = error.message;
    return undefined;
  }
}

const path = (number) => `phones/${encodeURIComponent(number)}`;

/** Draws a phone, or redraws what changed of it. */
function showPhone(phone) {
  let card = cards.get(phone.number);
  if (phone.removed) {
    card?.remove();
    cards.delete(phone.number);
    return;
  }
  if (!card) card = newCard(phone);
  card.dataset.kind = phone.kind;
  card.dataset.fault = phone.fault;
  card.dataset.stopped = phone.stopped;
  card.setAttribute("aria-label", phone.label || phone.number);
  card.querySelector("h2").textContent = phone.label || "Phone";
  card.querySelector(".number").textContent = phone.number;
  card.querySelector(".fault").value = phone.fault;
  card.querySelector(".notice").textContent = notice(phone);
  for (const part of card.querySelectorAll(".compose *, .keys [data-send]")) part.disabled = phone.fault !== "none";
}

function notice(phone) {
  if (phone.fault === "off") return "switched off";
  if (phone.fault === "landline") return "landline";
  return phone.stopped ? "stopped" : "";
}

function newCard(phone) {
  const card = byId("phone").content.firstElementChild.cloneNode(true);
  card.dataset.number = phone.number;
  cards.set(phone.number, card);
  byId("phones").append(card);
  listen(card, phone.number);
  count(card);
  showThread(card, phone.number);
  return card;
}

/** What the number sent and got before, which a phone added later shows too. */
async function showThread(card, number) {
  const texts = await trying(card, () => call("GET", `${path(number)}/texts`));
  for (const text of texts ?? []) showText({ ...text, number });
}

function listen(card, number) {
  const words = card.querySelector("textarea");
  const form = card.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(card, number, words);
  });
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  words.addEventListener("input", () => count(card));
  card.querySelector(".keys").addEventListener("click", ({ target }) => press(card, words, form, target.dataset));
  card.querySelector(".fault").addEventListener("change", ({ target }) =>
    trying(card, () => call("PATCH", path(number), { fault: target.value })));
  card.querySelector(".remove").addEventListener("click", () => trying(card, () => call("DELETE", path(number))));
}

function press(card, words, form, { key, scroll, send: sends }) {
  if (sends !== undefined) form.requestSubmit();
  if (scroll !== undefined) scrollLines(card.querySelector(".thread"), Number(scroll));
  if (key === undefined || words.disabled) return;
  words.setRangeText(key, words.selectionStart, words.selectionEnd, "end");
  count(card);
}

/** Moves by whole lines, and always to the edge of one, as a small screen does. */
function scrollLines(thread, lines) {
  const height = Number.parseFloat(getComputedStyle(thread).lineHeight);
  thread.scrollTop = (Math.round(thread.scrollTop / height) + lines) * height;
}

async function send(card, number, words) {
  const body = words.value;
  if (!body.trim()) return;
  const text = await trying(card, () => call("POST", `${path(number)}/texts`, { body }));
  if (!text) return;
  words.value = "";
  count(card);
  showText({ ...text, number });
}

/** The counter of the text being typed. The server counts, so that there is one count only. */
async function count(card) {
  const words = card.querySelector("textarea");
  const text = words.value;
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight}px`;
  const query = new URLSearchParams({ text });
  const counted = await trying(card, () => call("GET", `segments?${query}`));
  if (!counted || words.value !== text) return; // an answer that came too late
  const left = card.querySelector(".left");
  left.textContent = `${counted.left}/${Math.max(counted.segments, 1)}`;
  left.dataset.encoding = counted.encoding;
}

/** Draws a text, or what changed of it. */
function showText(text) {
  const thread = cards.get(text.number)?.querySelector(".thread");
  if (!thread) return;
  let item = thread.querySelector(`[data-id="${text.id}"]`);
  const isNew = !item;
  if (isNew) {
    item = byId("text").content.firstElementChild.cloneNode(true);
    item.dataset.id = text.id;
    item.dataset.at = text.at;
    item.querySelector(".words").textContent = text.body;
    thread.insertBefore(item, [...thread.children].find((other) => other.dataset.at > text.at) ?? null);
  }
  item.className = text.direction;
  item.dataset.status = text.status;
  item.querySelector(".state").textContent = state(text);
  if (isNew) showLast(thread);
}

function showLast(thread) {
  thread.scrollTop = thread.scrollHeight;
}

function state(text) {
  const at = new Date(text.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  const code = text.error_code ? ` ${text.error_code}` : "";
  if (text.by_carrier) return `${at} · ${text.status} · by the carrier`;
  const status = text.direction === "from_phone" ? "sent" : text.status;
  return `${at} · ${status}${code} · ${text.encoding} · ${text.segments} SMS`;
}

function showError(entry) {
  const list = byId("debugger").querySelector("ol");
  if (list.querySelector(`[data-id="${entry.id}"]`)) return;
  const item = document.createElement("li");
  item.dataset.id = entry.id;
  const at = new Date(entry.at).toLocaleTimeString([], { hour12: false });
  item.textContent = `${at}  ${entry.code} ${entry.message}: ${entry.detail} · ${entry.url}`;
  list.prepend(item);
  byId("debugger").querySelector(".count").textContent = list.childElementCount;
}

/** Listens for changes after the one numbered `after`; a lost connection goes on where it was. */
function follow(after) {
  const events = new EventSource(`${root}/events?after=${after}`);
  let last = after;
  const live = byId("live");
  const tell = (on, words) => Object.assign(live, { textContent: words }).setAttribute("data-live", on);
  events.onopen = () => tell(true, "live");
  events.onerror = () => {
    tell(false, "connecting");
    // The browser tries again by itself, but not after an HTTP error of a proxy or a server that is starting.
    if (events.readyState === EventSource.CLOSED) setTimeout(follow, 2000, last);
  };
  const on = (name, show) =>
    events.addEventListener(name, ({ data, lastEventId }) => {
      last = lastEventId || last;
      show(JSON.parse(data));
    });
  on("phone", showPhone);
  on("text", showText);
  on("debug", showError);
  on("reset", () => location.reload());
}

/** Sends a form's fields as JSON; the empty ones are left out unless `blanks`. */
function submits(form, blanks, send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([, value]) => blanks || value);
    await trying(form, () => send(Object.fromEntries(fields)));
  });
}

submits(byId("add"), false, async (fields) => {
  showPhone(await call("POST", "phones", fields));
  byId("add").reset();
});
submits(byId("webhooks"), true, (fields) => call("POST", "webhooks", fields));

for (const phone of await call("GET", "phones")) showPhone(phone);
for (const entry of (await call("GET", "debugger")).reverse()) showError(entry);
// A font that comes late makes lines taller.
document.fonts.ready.then(() => document.querySelectorAll(".thread").forEach(showLast));
follow(revision);
