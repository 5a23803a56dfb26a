/* 收藏: kept in this device's storage, never sent anywhere. A button on an item's page, and the list of them. */
(function () {
  "use strict";
  var KEY = "heluo.favourites";

  function read() {
    try {
      var kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch (error) { return []; }
  }
  function write(kept) {
    try { localStorage.setItem(KEY, JSON.stringify(kept)); return true; } catch (error) { return false; }
  }
  function without(id) {
    return read().filter(function (item) { return item.id !== id; });
  }

  document.querySelectorAll("[data-favourite]").forEach(function (button) {
    var id = button.dataset.favourite;
    var word = button.querySelector("span");
    function show() {
      var on = read().some(function (item) { return item.id === id; });
      button.setAttribute("aria-pressed", on ? "true" : "false");
      word.textContent = on ? "已收藏" : "收藏";
    }
    button.addEventListener("click", function () {
      var on = button.getAttribute("aria-pressed") === "true";
      var item = { id: id, title: button.dataset.title, kind: button.dataset.kind, address: button.dataset.address };
      write(on ? without(id) : [item].concat(without(id)).slice(0, 200));
      show();
    });
    button.hidden = false;
    show();
  });

  var place = document.querySelector("[data-favourites]");
  if (!place) { return; }
  var list = place.querySelector("[data-favourites-list]");
  var none = place.querySelector("[data-favourites-empty]");

  function row(item) {
    var entry = document.createElement("li");
    var link = document.createElement("a");
    var kind = document.createElement("span");
    var off = document.createElement("button");
    link.href = item.address;
    link.textContent = item.title;
    kind.className = "meta";
    kind.textContent = item.kind;
    off.type = "button";
    off.className = "btn btn--line btn--s";
    off.textContent = "不再收藏";
    off.setAttribute("aria-label", "不再收藏：" + item.title);
    off.addEventListener("click", function () { write(without(item.id)); show(); });
    [link, kind, off].forEach(function (part) { entry.appendChild(part); });
    return entry;
  }
  function show() {
    // An address of another site could only come from a tampered storage.
    var kept = read().filter(function (item) { return item && /^\/[^/\\]/.test(item.address || ""); });
    while (list.firstChild) { list.removeChild(list.firstChild); }
    kept.forEach(function (item) { list.appendChild(row(item)); });
    list.hidden = kept.length === 0;
    none.hidden = kept.length > 0;
  }
  place.hidden = false;
  show();
})();
