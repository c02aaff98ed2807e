"use strict";
// Only hides what is not asked for; without it, everything is there to read.
const text = document.getElementById("text");
const state = document.getElementById("state");
const operations = [...document.querySelectorAll(".operation")].map((element) => ({
  element,
  name: element.dataset.name.toLowerCase(),
  rows: [...element.querySelectorAll("tr[data-label]")],
}));

function apply() {
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = words.length > 0 || state.value !== "";
  for (const operation of operations) {
    let shown = 0;
    for (const row of operation.rows) {
      const label = operation.name + " " + row.dataset.label.toLowerCase();
      const fits = words.every((word) => label.includes(word)) && (state.value === "" || row.classList.contains(state.value));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    operation.element.hidden = asked && shown === 0;
    if (asked && shown > 0) operation.element.open = true;
  }
}

document.getElementById("filter").hidden = false;
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
text.addEventListener("input", apply);
state.addEventListener("change", apply);
