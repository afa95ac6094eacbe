// Filters and sorts the table of gaps. Without it the page says the same, in the order in which the gaps press.
"use strict";
(() => {
  function visible(rows) {
    return rows.filter((row) => !row.hidden);
  }

  function matches(row, form) {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = row.textContent.toLowerCase();
    const { department, severity, people } = form.elements;
    return words.every((word) => text.includes(word))
      && (!department.value || row.dataset.department === department.value)
      && (!severity.value || row.dataset.severity === severity.value)
      && (!people.value || row.dataset.people.split(" ").includes(people.value));
  }

  function compare(one, other) {
    const difference = Number(one) - Number(other);
    return Number.isNaN(difference) ? one.localeCompare(other, "en") : difference;
  }

  function enliven(section) {
    const form = section.querySelector("form");
    const status = section.querySelector("[role=status]");
    const body = section.querySelector("tbody");
    const heads = [...section.querySelectorAll("thead th")];
    const rows = [...body.rows];

    function report() {
      const sorted = heads.find((head) => head.ariaSort);
      const shown = visible(rows).length;
      const all = `${rows.length} gap${rows.length === 1 ? "" : "s"}`;
      const what = shown === rows.length ? all : `${shown} of ${all}`;
      status.textContent = `${what}, by ${sorted.textContent}, ${sorted.ariaSort}.`;
    }

    function filter() {
      for (const row of rows) row.hidden = !matches(row, form);
      report();
    }

    function sort(head, direction) {
      const column = heads.indexOf(head);
      const sign = direction === "ascending" ? 1 : -1;
      const key = (row) => row.cells[column].dataset.key;
      body.append(...[...rows].sort((one, other) => sign * compare(key(one), key(other))));
      for (const each of heads) each.ariaSort = each === head ? direction : null;
      report();
    }

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(head, head.ariaSort === "ascending" ? "descending" : "ascending"));
      head.replaceChildren(button);
    }
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    sort(heads[0], "ascending");
  }

  for (const section of document.querySelectorAll(".gaps")) enliven(section);

  // Browsers that cannot open them for print by style alone.
  const folds = [...document.querySelectorAll("details:not([open])")];
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
  addEventListener("afterprint", () => folds.forEach((fold) => { fold.open = false; }));
})();
