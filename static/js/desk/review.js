// Says how long a summary is while it is typed, and how long it may become.
for (const field of document.querySelectorAll("[data-counted]")) {
  const count = document.createElement("output");
  count.className = "help";
  count.htmlFor = field.id;
  const show = () => {
    count.textContent = `${field.value.length} of ${field.maxLength} characters`;
  };
  field.addEventListener("input", show);
  field.after(count);
  show();
}
