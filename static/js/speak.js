/* 朗读: reads the main text aloud where the browser can. Another press stops it. */
(function () {
  "use strict";
  var button = document.querySelector("[data-speak]");
  var text = document.querySelector("[data-speakable]");
  var voice = window.speechSynthesis;
  if (!button || !text || !voice || !window.SpeechSynthesisUtterance) { return; }
  var word = button.querySelector("span");

  function show(on) {
    button.setAttribute("aria-pressed", on ? "true" : "false");
    word.textContent = on ? "停止朗读" : "朗读";
  }
  function sentences() {
    // Long texts in one piece fall silent in several browsers.
    var own = button.closest("[data-speak-row]");
    return (text.innerText.replace(own.innerText, "").match(/[^。？！\n]+[。？！]*/g) || []).map(function (part) { return part.trim(); }).filter(Boolean);
  }
  function stop() { voice.cancel(); show(false); }

  button.closest("[data-speak-row]").hidden = false;
  button.addEventListener("click", function () {
    if (button.getAttribute("aria-pressed") === "true") { stop(); return; }
    voice.cancel();
    var parts = sentences();
    parts.forEach(function (part, place) {
      var said = new SpeechSynthesisUtterance(part);
      said.lang = "zh-CN";
      said.rate = 0.95;
      if (place === parts.length - 1) { said.onend = function () { show(false); }; }
      voice.speak(said);
    });
    show(true);
  });
  window.addEventListener("pagehide", stop);
})();
