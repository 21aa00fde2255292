/* The reader's choice of type and scheme, before the first line is drawn; nothing flashes. */
"use strict";

for (const name of ["type", "scheme"]) {
  try {
    const chosen = localStorage.getItem(`reader-${name}`);
    if (chosen) document.documentElement.dataset[name] = chosen;
  } catch {
    // This browser keeps nothing for us; the page is as the system wants it.
  }
}
