// Sends a form once: a second click or a second press of the key, while the page is being
// left, would add the same entry again.
"use strict";

const sent = new Set();
const FORGOTTEN_AFTER = 10_000;

function isSending(event) {
  return event.target.method === "post";
}

// Before all others, and after them: some ask something first, and send it again.
addEventListener("submit", (event) => {
  if (isSending(event) && sent.has(event.target)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
addEventListener("submit", (event) => {
  if (isSending(event) && !event.defaultPrevented) {
    sent.add(event.target);
    setTimeout(() => sent.delete(event.target), FORGOTTEN_AFTER);
  }
});
addEventListener("pageshow", () => sent.clear());
