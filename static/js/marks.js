/* A mark of the chart, or a figure of its table, whose statement has a row on this page leads there. */
function lead(root) {
  for (const link of root.querySelectorAll("a[data-row]")) {
    if (document.getElementById(link.dataset.row)) link.setAttribute("href", `#${link.dataset.row}`);
  }
}
lead(document);
document.addEventListener("htmx:afterSettle", () => lead(document));
