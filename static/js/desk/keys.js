// Keys of an entry's page: Ctrl+S or ⌘S saves and stays, Alt+Shift with ← or → goes to
// the entry before or after. Without them the same is done by buttons and links.
"use strict";

const beside = { ArrowLeft: "prev", ArrowRight: "next" };

// In text, Alt+Shift+arrow selects words on some systems.
function isText(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    const button = document.querySelector("[name=_continue]") ?? document.querySelector("[name=_save]");
    if (button !== null) {
      event.preventDefault();
      if (!event.repeat) {
        button.click();
      }
    }
  } else if (event.altKey && event.shiftKey && event.key in beside && !isText(event.target)) {
    const link = document.querySelector(`.keys-beside [rel=${beside[event.key]}]`);
    if (link !== null) {
      event.preventDefault();
      link.click();
    }
  }
});

for (const hint of document.querySelectorAll("[data-keys]")) {
  hint.hidden = false;
}
