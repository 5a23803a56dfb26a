/* The transcript and the player: a sentence is a link (?t=133); with script it plays from there, and the sentence
   being said is marked. The list scrolls inside itself only, and stops for a reader who scrolls. */
(function () {
  "use strict";
  var player = document.querySelector("[data-player]");
  if (!player) { return; }
  var list = document.querySelector("[data-transcript]");
  var links = list ? Array.prototype.slice.call(list.querySelectorAll("[data-at]")) : [];
  var readingUntil = 0;

  function playFrom(second) {
    function go() { player.currentTime = second; }
    if (player.readyState > 0) { go(); } else { player.addEventListener("loadedmetadata", go, { once: true }); player.load(); }
    var started = player.play();
    if (started && started.catch) { started.catch(function () { /* the browser wants a tap on the player */ }); }
  }
  function mark() {
    var said = null;
    links.forEach(function (link) { if (Number(link.dataset.at) <= player.currentTime) { said = link; } });
    links.forEach(function (link) {
      if (link === said) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
    if (said && Date.now() > readingUntil) { list.scrollTop = said.offsetTop - list.clientHeight / 3; }
  }

  if (list) {
    list.addEventListener("click", function (event) {
      var link = event.target.closest("[data-at]");
      if (!link) { return; }
      event.preventDefault();
      playFrom(Number(link.dataset.at));
    });
    ["wheel", "touchmove", "keydown"].forEach(function (name) {
      list.addEventListener(name, function () { readingUntil = Date.now() + 8000; }, { passive: true });
    });
    player.addEventListener("timeupdate", mark);
  }
  var asked = /[?&]t=(\d+)/.exec(location.search);
  if (asked) {
    // Sound never starts by itself: the place is set, playing is the reader's.
    player.addEventListener("play", function () { if (player.currentTime < 1) { player.currentTime = Number(asked[1]); } }, { once: true });
    links.forEach(function (link) {
      if (link.dataset.at === asked[1]) { link.setAttribute("aria-current", "true"); list.scrollTop = link.offsetTop - list.clientHeight / 3; }
    });
  }
})();
