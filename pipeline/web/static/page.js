// Keyboard: a key presses the button or link that names it (data-key); never while typing.
"use strict";

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function elementOf(key) {
  const within = document.activeElement && document.activeElement.closest(".alarmcard");
  const scope = within || document;
  return scope.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

function moveBy(step) {
  const cards = [...document.querySelectorAll(".alarmcard[tabindex]")];
  if (!cards.length) return false;
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[Math.min(cards.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if ((key === "j" && moveBy(1)) || (key === "k" && moveBy(-1))) {
    event.preventDefault();
    return;
  }
  if (key === "/") {
    const search = document.getElementById("q");
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const element = key.length === 1 ? elementOf(key) : null;
  if (element) {
    event.preventDefault();
    element.click();
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const details = document.getElementById(opener.dataset.opens);
  details.open = true;
  details.querySelector("input, select").focus();
});

// On a phone the filters start closed, and stay as the reader left them when results change.
let filtersOpen = window.matchMedia("(min-width: 800px)").matches;

function setFilters() {
  const filters = document.getElementById("filters");
  if (!filters) return;
  filters.open = filtersOpen;
  filters.addEventListener("toggle", () => {
    filtersOpen = filters.open;
  });
}

document.addEventListener("DOMContentLoaded", setFilters);
document.addEventListener("htmx:afterSwap", setFilters);

// A judged alarm keeps the keyboard where it was.
document.addEventListener("htmx:afterSwap", (event) => {
  const card = event.detail.target && document.getElementById(event.detail.target.id);
  if (card && card.classList.contains("alarmcard")) card.focus();
});
