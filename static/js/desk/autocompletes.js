// What the admin's autocompletes lack: names for those who cannot see, and the slug of a
// dossier that is yet to be written.
"use strict";

// The boxes that select2 puts in place of a choice get the name of that choice: while
// nothing is chosen they have none, and assistive technology reads out nothing.

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

const SLUG = /^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u;

// What is found comes first: whoever types part of a name and presses Enter means that.
function offerSlugs(select2) {
  select2.defaults.set("createTag", ({ term }) => (SLUG.test(term.trim()) ? { id: term.trim(), text: term.trim() } : null));
  select2.defaults.set("insertTag", (found, slug) => found.push(slug));
}

// Whoever is chosen need not be named again.
function nameWhoWasChosen({ target, params: { data } }) {
  const name = target.form.elements[target.name.replace(/[^-]+$/, "name")];
  if (!name || name.value || data.id === data.text) return;
  name.value = data.text;
  name.dispatchEvent(new Event("input", { bubbles: true }));
}

// After the admin's own script, which makes the boxes at the same moments.
if (window.django?.jQuery) {
  if (django.jQuery.fn.select2) offerSlugs(django.jQuery.fn.select2);
  django.jQuery(document).on("select2:select", "select[data-tags]", nameWhoWasChosen);
  django.jQuery(() => nameBoxes(document));
  document.addEventListener("formset:added", (event) => nameBoxes(event.target));
}
