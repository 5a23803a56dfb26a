/* 再看20项: fetches the next page, appends its items, moves focus to the first new title and keeps the address
   right. Without script the same link leads to the next page. */
(function () {
  "use strict";
  if (!window.fetch || !window.DOMParser) { return; }
  var shown = location.search;

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-more]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    var list = document.querySelector("[data-appended]");
    list.setAttribute("aria-busy", "true");
    fetch(link.href)
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var items = Array.prototype.slice.call(page.querySelector("[data-appended]").children);
        items.forEach(function (item) { list.appendChild(item); });
        var pager = document.querySelector("[data-pager]"), next = page.querySelector("[data-pager]");
        if (next) { pager.parentNode.replaceChild(next, pager); } else { pager.parentNode.removeChild(pager); }
        history.pushState(null, "", link.href);
        shown = location.search;
        list.removeAttribute("aria-busy");
        var title = items[0] && items[0].querySelector("h3 a");
        if (title) { title.focus(); }
      })
      .catch(function () { location.href = link.href; });
  });
  // Going back over appended pages shows the page that the address names.
  window.addEventListener("popstate", function () { if (location.search !== shown) { location.reload(); } });
})();
