// Gives the boxes that select2 puts in place of a choice the name of that choice: while
// nothing is chosen they have none, and assistive technology reads out nothing.
"use strict";

function nameBoxes(root) {
  for (const choice of root.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible")) {
    const box = choice.nextElementSibling?.querySelector(".select2-selection");
    const shown = box?.querySelector(".select2-selection__rendered");
    const name = choice.getAttribute("aria-label") ?? choice.labels[0]?.textContent.trim().replace(/:$/, "");
    if (shown && name) {
      box.setAttribute("aria-label", name);
      box.setAttribute("aria-describedby", shown.id);
      box.removeAttribute("aria-labelledby");
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    }
  }
}

// After the admin's own script, which makes the boxes at the same moments.
if (window.django?.jQuery) {
  django.jQuery(() => nameBoxes(document));
  document.addEventListener("formset:added", (event) => nameBoxes(event.target));
}
