// A form that came back with mistakes begins at the note that lists them.
"use strict";

// Once everything is loaded: the admin's own script goes to the first field of a new row.
addEventListener("load", () => {
  const note = document.querySelector(".errornote");
  note.tabIndex = -1;
  note.focus();
});
