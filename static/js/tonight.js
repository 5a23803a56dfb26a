/* 今晚就能做: the ticks stay on this device. */
(function () {
  "use strict";
  var panel = document.querySelector("[data-tonight]");
  if (!panel) { return; }
  var key = "heluo.tonight." + panel.dataset.tonight;
  var done;
  try { done = (localStorage.getItem(key) || "").split(","); } catch (error) { return; }
  panel.querySelector("[data-tonight-hint]").hidden = false;
  var boxes = Array.prototype.slice.call(panel.querySelectorAll("[data-index]"));
  boxes.forEach(function (box) { box.checked = done.indexOf(box.dataset.index) >= 0; });
  panel.addEventListener("change", function () {
    var ticked = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.dataset.index; });
    try { ticked.length ? localStorage.setItem(key, ticked.join(",")) : localStorage.removeItem(key); } catch (error) { /* full: not kept */ }
  });
})();
