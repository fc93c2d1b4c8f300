"use strict";
document.documentElement.classList.add("js");

// A click on a column's name sorts the rows by it; a second click turns the order round.
const key = (row, column) => {
    const cell = row.cells[column];
    return cell?.dataset.v !== undefined ? Number(cell.dataset.v) : cell?.textContent.trim() ?? "";
};
const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b
    : typeof a === "number" ? -1 : typeof b === "number" ? 1 : a.localeCompare(b);
for (const head of document.querySelectorAll(".table thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
        const table = head.closest("table"), body = table.tBodies[0], column = head.cellIndex;
        const turned = head.ariaSort === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.ariaSort = turned ? "descending" : "ascending";
        const rows = [...body.rows].sort((a, b) => compare(key(a, column), key(b, column)));
        body.append(...(turned ? rows.reverse() : rows));
    });
}

// Tells whether a table is wider than its place, so that the page can show that it scrolls.
const fit = () => {
    for (const table of document.querySelectorAll(".table")) {
        const rest = table.scrollWidth - table.clientWidth;
        table.classList.toggle("wide", rest > 1);
        table.classList.toggle("more", rest - table.scrollLeft > 1);
    }
};
addEventListener("scroll", event => { if (event.target !== document) fit(); },
    {capture: true, passive: true});
addEventListener("resize", fit);
addEventListener("toggle", fit, true);
fit();

// The contents are open beside the text, and closed above it; a link in them closes them there.
const contents = document.querySelector("nav details"), beside = matchMedia("(min-width: 75rem)");
const arrange = () => { contents.open = beside.matches; };
beside.addEventListener("change", arrange);
contents.addEventListener("click", event => {
    if (event.target.closest("a") && !beside.matches) contents.open = false;
});
arrange();

// The entry of the section that is read is marked.
const links = new Map([...contents.querySelectorAll("a")].map(a => [a.hash.slice(1), a]));
const seen = new IntersectionObserver(entries => {
    for (const entry of entries)
        if (entry.isIntersecting) {
            for (const link of links.values()) link.removeAttribute("aria-current");
            links.get(entry.target.id)?.setAttribute("aria-current", "true");
        }
}, {rootMargin: "-20% 0px -70% 0px"});
for (const section of document.querySelectorAll("main > section")) seen.observe(section);
