// Keys of an entry's page: Ctrl+S or ⌘S saves and stays, where on the page one was;
// Alt+Shift with ← or → goes to the entry before or after. Without them the same is done
// by buttons and links.
"use strict";

const PLACE = "desk-place";

const beside = { ArrowLeft: "prev", ArrowRight: "next" };

// In text, Alt+Shift+arrow selects words on some systems.
function isText(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

function notePlace() {
  const place = { path: location.pathname, id: document.activeElement.id, top: scrollY };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

// Not on a page that says what is wrong: that comes first. What is said on top of the page
// is shown until one goes on.
function returnToPlace() {
  const place = JSON.parse(sessionStorage.getItem(PLACE));
  sessionStorage.removeItem(PLACE);
  if (place?.path !== location.pathname || document.querySelector(".errornote") !== null) {
    return;
  }
  document.getElementById(place.id)?.focus({ preventScroll: true });
  scrollTo(0, place.top);
  const said = document.querySelector(".messagelist");
  if (said !== null && scrollY > 0) {
    said.classList.add("said-above");
    for (const sign of ["keydown", "pointerdown", "wheel"]) {
      addEventListener(sign, () => said.classList.remove("said-above"), { once: true });
    }
  }
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    const button = document.querySelector("[name=_continue]") ?? document.querySelector("[name=_save]");
    if (button !== null) {
      event.preventDefault();
      if (!event.repeat) {
        notePlace();
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

// After the boxes that others make of the page's own, and what they put there.
addEventListener("load", returnToPlace);
