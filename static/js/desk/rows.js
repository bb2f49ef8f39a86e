// Tells each box of the rows under a form the heading of its column, for screens on which
// the boxes of a row stand below each other. Copies of the empty row have it from there.
"use strict";

for (const table of document.querySelectorAll(".inline-group .tabular table")) {
  const headings = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent.trim());
  for (const row of table.querySelectorAll("tbody > .form-row")) {
    Array.from(row.cells).forEach((cell, index) => {
      cell.dataset.heading = headings[index] ?? "";
    });
  }
}
