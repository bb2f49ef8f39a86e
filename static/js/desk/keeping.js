// Keeps what is typed into a form of the desk in this browser until the desk has it, and
// offers it back when the page is opened again. A form has a key; the page that follows
// its saving carries that key in its address, or closes the pop-up that the form was in,
// and what was kept is let go.
const { account, saved = "" } = document.currentScript.dataset;
const MINE = `desk:typed:${account}:`;
const ANYBODYS = "desk:typed:";
const WEEK = 7 * 24 * 3600 * 1000;

// What is kept

const namesOf = (prefix) => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

function recordAt(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function letGo(names) {
  for (const name of names) localStorage.removeItem(name);
}

function letGoOfTheOld() {
  const isOld = (record) => !record || record.at < Date.now() - WEEK;
  letGo(namesOf(ANYBODYS).filter((name) => isOld(recordAt(name))));
}

function letGoOfTheSaved() {
  if (saved) letGo([MINE + saved]);
  const inAddress = location.hash.match(/^#saved=([\w-]+)$/);
  if (!inAddress) return;
  letGo([MINE + inAddress[1]]);
  history.replaceState(history.state, "", location.pathname + location.search);
}

// The fields of a form

class Fields {
  constructor(form) {
    this.form = form;
    // The longest first: "citations-2" begins like "citations".
    this.prefixes = [...form.querySelectorAll("[name$='-TOTAL_FORMS']")]
      .map((total) => total.name.replace(/-TOTAL_FORMS$/, ""))
      .sort((one, other) => other.length - one.length);
  }

  // Those that people fill in, by what they are called whichever row they stand in by now.
  all() {
    const isTyped = (control) => control.name && !control.name.includes("__prefix__")
      && !["hidden", "submit", "button", "password"].includes(control.type);
    return new Map([...this.form.elements].filter(isTyped).map((control) => [this.keyOf(control), control]));
  }

  // An inline row is known by its id; a new one by its place among the new ones.
  keyOf(control) {
    const suffix = ["checkbox", "radio"].includes(control.type) ? `=${control.value}` : "";
    const row = this.rowOf(control.name);
    if (!row) return control.name + suffix;
    const place = row.id ? `#${row.id}` : `+${row.number - this.number(row.prefix, "INITIAL_FORMS")}`;
    return `${row.prefix} ${place} ${row.field}${suffix}`;
  }

  rowOf(name) {
    for (const prefix of this.prefixes) {
      const rest = name.startsWith(`${prefix}-`) && name.slice(prefix.length + 1).match(/^(\d+)-(.+)$/);
      if (rest) {
        const id = this.form.elements[`${prefix}-${rest[1]}-id`]?.value ?? "";
        return { prefix, number: Number(rest[1]), field: rest[2], id };
      }
    }
    return null;
  }

  number(prefix, what) {
    return Number(this.form.elements[`${prefix}-${what}`].value);
  }

  labelOf(control) {
    const row = this.rowOf(control.name);
    const column = row && control.closest("table")?.querySelector(`th.column-${row.field}`);
    const label = (column ?? control.labels?.[0])?.textContent.trim().replace(/:$/, "") || control.title || control.name;
    if (!row) return label;
    const heading = document.getElementById(`${row.prefix}-heading`)?.textContent.trim() ?? row.prefix;
    return `${heading}: ${label}`;
  }

  // Sends a value along that no control of this page shows.
  carry(name, value) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    this.form.append(field);
  }

  // Adds the new inline rows that a key needs; there may be no place for them.
  makeRoom(key) {
    const [, prefix, place] = key.match(/^(\S+) \+(\d+) /) ?? [];
    if (!prefix || !this.prefixes.includes(prefix)) return;
    const wanted = this.number(prefix, "INITIAL_FORMS") + Number(place);
    for (let total = this.number(prefix, "TOTAL_FORMS"); total <= wanted; total += 1) {
      document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
    }
  }
}

// The value of a control as it is kept; options with their words, as a page may lack them.
function valueOf(control) {
  if (control.type === "file") return [...control.files].map((file) => file.name);
  if (control.type === "checkbox" || control.type === "radio") return control.checked;
  if (control.options) return [...control.selectedOptions].map((option) => [option.value, option.text]);
  return control.value;
}

function isTyped(control) {
  if (control.type === "file") return control.files.length > 0;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (!control.options) return control.value !== control.defaultValue;
  const options = [...control.options];
  const hasDefault = options.some((option) => option.defaultSelected);
  if (hasDefault || control.multiple) return options.some((option) => option.selected !== option.defaultSelected);
  // Without a default the first is chosen; one that is looked up has no first.
  return control.matches("[data-ajax--url]") ? control.value !== "" : control.selectedIndex > 0;
}

function isSame(control, value) {
  const chosen = (pairs) => JSON.stringify(pairs.map(([each]) => each));
  const present = valueOf(control);
  return control.options ? chosen(present) === chosen(value) : JSON.stringify(present) === JSON.stringify(value);
}

function inWords(control, value) {
  if (control.type === "file") return `${value.join(", ")} (choose the file again)`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return (Array.isArray(value) ? value.map(([, words]) => words).join(", ") : value) || "(empty)";
}

function fill(control, value) {
  if (control.type === "file") return;
  if (typeof value === "boolean") {
    control.checked = value;
  } else if (control.options) {
    for (const option of control.options) option.selected = false;
    for (const [each, words] of value) {
      const known = [...control.options].find((option) => option.value === each);
      if (known) known.selected = true;
      else control.add(new Option(words, each, false, true));
    }
  } else {
    control.value = value;
  }
  control.closest("details")?.setAttribute("open", "");
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

// One form

const template = (name) => document.getElementById(`keeping-${name}`).content.cloneNode(true);

function keepForm(form, box) {
  const fields = new Fields(form);
  const { _keep: keyField, _seen: seenField, csrfmiddlewaretoken: tokenField } = form.elements;
  const page = pageOf();
  // The key that came back may be another form's of the page.
  if (recordAt(MINE + keyField.value)?.page !== page) {
    keyField.value = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
  }
  const name = MINE + keyField.value;
  // Of what a colleague saves meanwhile, only forms of entries ask whose words to keep.
  const isMerged = box.dataset.merged !== undefined;
  // Fields whose names begin so stand on one of several pages, and go along on the others.
  const carried = box.dataset.carried ?? " ";
  // A form that came back with errors begins with what was kept of it.
  const typed = new Map(recordAt(name)?.typed ?? []);
  let timer = 0;
  let isUnkept = false;
  let isChecked = false;

  // Where somebody came from, be it a list or a form that a pop-up belongs to, says
  // nothing of what they add; the admin's names for that begin with "_". A row is one page
  // wherever they came from; one page may have several forms.
  function pageOf() {
    const asked = [...new URLSearchParams(location.search)].filter(([name]) => !name.startsWith("_"));
    const query = location.pathname.endsWith("/add/") ? `?${new URLSearchParams(asked)}` : "";
    return `${location.pathname}${query} ${form.id}`;
  }

  function warn(of) {
    const words = template("words").querySelector(`[data-of="${of}"]`);
    box.querySelector("[role=alert]").replaceChildren(...(words ? [words] : []));
    if (words) box.scrollIntoView({ block: "nearest" });
  }

  function keep() {
    clearTimeout(timer);
    const controls = fields.all();
    for (const [key, control] of controls) {
      if (!isTyped(control) && !typed.has(key)) continue;
      const value = valueOf(control);
      typed.set(key, { label: fields.labelOf(control), value, words: inWords(control, value) });
    }
    for (const key of typed.keys()) if (/^\S+ \+/.test(key) && !controls.has(key)) typed.delete(key);
    if (!typed.size) return;
    const record = { page, at: Date.now(), seen: isMerged ? seenField.value : "", typed: [...typed] };
    try {
      localStorage.setItem(name, JSON.stringify(record));
      isUnkept = false;
    } catch {
      if (!isUnkept) warn("full");
      isUnkept = true;
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  }

  // What is offered back

  function offerAll() {
    const others = namesOf(MINE).filter((each) => each !== name);
    for (const each of others.map((other) => ({ name: other, ...recordAt(other) }))) {
      if (each.page !== page) continue;
      const controls = fields.all();
      const order = [...controls.keys()];
      const missing = each.typed
        .filter(([key, { value }]) => !controls.has(key) || !isSame(controls.get(key), value))
        .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
      if (missing.length) offer(each, missing);
      else letGo([each.name]);
    }
  }

  function offer(record, missing) {
    const shown = template("offer").firstElementChild;
    const time = shown.querySelector("time");
    const at = new Date(record.at);
    const isToday = at.toDateString() === new Date().toDateString();
    time.dateTime = at.toISOString();
    time.textContent = (isToday ? "" : `on ${at.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} `)
      + `at ${at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
    shown.querySelector("[data-if=changed]").hidden = !isMerged || record.seen === seenField.value;
    for (const [, { label, words }] of missing) {
      const [term, said] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = label;
      said.textContent = words;
      shown.querySelector("dl").append(term, said);
    }
    shown.querySelector("[data-step=forget]").addEventListener("click", () => {
      letGo([record.name]);
      shown.remove();
    });
    shown.querySelector("[data-step=bring]").addEventListener("click", () => {
      const isAll = bringBack(record, missing);
      if (isAll) shown.remove();
      else shown.querySelector(".kept-steps").remove();
    });
    box.querySelector("[aria-live]").append(shown);
  }

  // As if the page had stayed open: what a colleague saved meanwhile is not overwritten,
  // because the form says again what it showed then.
  function bringBack(record, missing) {
    let isAll = true;
    let first = null;
    for (const [key, said] of missing) {
      fields.makeRoom(key);
      const control = fields.all().get(key);
      const isCarried = !control && key.startsWith(carried);
      if (control) fill(control, said.value);
      if (isCarried) {
        fields.carry(key, said.value);
        typed.set(key, said);
      }
      isAll &&= Boolean(control) || isCarried;
      first ??= control;
    }
    if (isMerged) seenField.value = String(Math.min(Number(seenField.value), Number(record.seen)));
    keep();
    if (isAll) letGo([record.name]);
    else warn("gone");
    first?.focus();
    return isAll;
  }

  // Whether the desk will take the form: what stands in the way, or "".
  async function obstacle() {
    let response;
    try {
      response = await fetch(box.dataset.signedIn, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(15_000) });
    } catch {
      return "lost";
    }
    if (response.type === "opaqueredirect") return "signed-out";
    if (!response.ok) return "down";
    const present = await response.json();
    if (present.account !== account) return "other";
    tokenField.value = present.token;
    return "";
  }

  form.addEventListener("submit", async (event) => {
    keep();
    if (isChecked) return;
    event.preventDefault();
    const found = await obstacle();
    warn(found);
    if (found) return;
    isChecked = true;
    form.requestSubmit(event.submitter);
    isChecked = false;
  });
  addEventListener("online", () => {
    if (box.querySelector("[role=alert] [data-of=lost]")) warn("back");
  });
  addEventListener("beforeunload", (event) => {
    if (isUnkept) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("pagehide", keep);
  // Some of its fields stand elsewhere on the page, where what they say does not pass it.
  document.addEventListener("input", (event) => event.target.form === form && later());
  // The admin's own widgets say so by jQuery alone.
  window.django?.jQuery(form).on("change", later);
  document.addEventListener("formset:removed", later);
  addEventListener("load", offerAll);
}

letGoOfTheOld();
letGoOfTheSaved();
document.getElementById("logout-form")?.addEventListener("submit", () => letGo(namesOf(MINE)));
for (const box of document.querySelectorAll(".keeping")) keepForm(box.closest("form"), box);
