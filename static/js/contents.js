// Marks, in the contents rail, the section that is being read.
const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]),
);
const mark = (id) => {
  for (const [key, link] of links) {
    if (key === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};
const observer = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => mark(entry.target.id)),
  { rootMargin: "-20% 0px -70% 0px" },
);
for (const id of links.keys()) observer.observe(document.getElementById(id));
