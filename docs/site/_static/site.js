// What is wider than the screen scrolls by itself; whoever has no mouse has to reach it with the Tab key.
const SCROLLING = "pre, .table-wrapper, .math-wrapper, .output.text_html";

function markScrolling(entries) {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute("tabindex");
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  // An observer, because a window changes its width, and what is folded has none.
  const observer = new ResizeObserver(markScrolling);
  document.querySelectorAll(SCROLLING).forEach((element) => observer.observe(element));
});

// Results of the search show a piece of each page, but a browser lets no page read others from a file.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
