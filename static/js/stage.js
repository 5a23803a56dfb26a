/* 孩子在读: the chosen stage is remembered on this device only, and gently moves what fits it to the front.
   Without script the choice is sent with the search form, and lists stay as they are. */
(function () {
  "use strict";
  var KEY = "heluo.stage";

  function read() {
    try { return localStorage.getItem(KEY) || ""; } catch (error) { return ""; }
  }
  function write(stage) {
    try { stage ? localStorage.setItem(KEY, stage) : localStorage.removeItem(KEY); } catch (error) { /* private mode: not remembered */ }
  }

  // Stable: what fits first, each half in its own order.
  function order(list, stage) {
    var cards = Array.prototype.slice.call(list.children);
    cards.forEach(function (card, place) {
      if (!card.dataset.place) { card.dataset.place = place; }
    });
    function fits(card) {
      var stages = (card.dataset.stages || "").split(" ");
      return Boolean(stage) && (stages.indexOf(stage) >= 0 || stages.indexOf("ALL") >= 0);
    }
    cards.sort(function (a, b) { return fits(b) - fits(a) || a.dataset.place - b.dataset.place; });
    cards.forEach(function (card) { list.appendChild(card); });
  }

  var picker = document.querySelector("[data-stage]");
  var stage = read();
  if (picker) {
    var chosen = picker.querySelector('input[value="' + stage.replace(/[^A-Z]/g, "") + '"]');
    if (chosen) { chosen.checked = true; }
    picker.addEventListener("change", function (event) {
      write(event.target.value);
      document.querySelectorAll("[data-soft-order]").forEach(function (list) { order(list, event.target.value); });
    });
  }
  if (stage) {
    document.querySelectorAll("[data-soft-order]").forEach(function (list) { order(list, stage); });
  }
})();
