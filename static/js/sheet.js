/* Sheets open by :target without script. With it, focus goes in, stays in, Esc closes and focus comes back;
   the form of filters says how many items its boxes would give. */
(function () {
  "use strict";
  var FOCUSABLE = 'a[href], button:not([hidden]):not([disabled]), input:not([type="hidden"]), summary, select, textarea';
  var wide = window.matchMedia("(min-width: 960px)");
  var opener = null;

  function open() {
    var sheet = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    return sheet && sheet.hasAttribute("data-sheet") ? sheet : null;
  }
  function modal(sheet) {
    return getComputedStyle(sheet).position === "fixed";
  }
  function close() {
    // The address keeps no trace of the sheet, and :target lets go of it only on a real change.
    var top = window.pageYOffset;
    location.hash = "";
    history.replaceState(null, "", location.pathname + location.search);
    window.scrollTo(0, top);
    if (opener) { opener.focus(); }
    opener = null;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-opens], [data-close], .veil") : null;
    if (!link) { return; }
    if (link.hasAttribute("data-opens")) { opener = link; return; }
    event.preventDefault();
    close();
  });
  window.addEventListener("hashchange", function () {
    var sheet = open();
    if (sheet && modal(sheet)) { sheet.focus(); }
  });
  document.addEventListener("keydown", function (event) {
    var sheet = open();
    if (!sheet || !modal(sheet)) { return; }
    if (event.key === "Escape") { close(); return; }
    if (event.key !== "Tab") { return; }
    var stops = Array.prototype.filter.call(sheet.querySelectorAll(FOCUSABLE), function (stop) { return stop.offsetParent !== null; });
    var first = stops[0], last = stops[stops.length - 1];
    if (event.shiftKey && (document.activeElement === first || document.activeElement === sheet)) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
    else if (!sheet.contains(document.activeElement)) { event.preventDefault(); first.focus(); }
  });

  var filters = document.querySelector("[data-filters]");
  if (filters && window.fetch && window.URLSearchParams && window.FormData) {
    var button = filters.querySelector("[data-total-button]");
    var asked = 0;
    filters.addEventListener("change", function () {
      var turn = ++asked;
      fetch(location.pathname + "?" + new URLSearchParams(new FormData(filters)).toString())
        .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); })
        .then(function (text) {
          if (turn !== asked) { return; }
          var counted = new DOMParser().parseFromString(text, "text/html").querySelector("[data-total]");
          button.textContent = "看" + (counted ? counted.getAttribute("data-total") : "0") + "项结果";
        })
        .catch(function () { button.textContent = "看结果"; });
    });
  }
  if (wide.matches === false && open()) { open().focus(); }
})();
