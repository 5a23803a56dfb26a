/* One large button to begin with; the browser's own controls come when something plays. Several browsers turn a
   waiting wheel over a video that has not been asked for yet. Without script the controls are there at once. */
(function () {
  "use strict";
  var player = document.querySelector("[data-player]");
  var button = document.querySelector("[data-play]");
  if (!player || !button) { return; }

  function begin() {
    player.controls = true;
    button.hidden = true;
  }
  player.controls = false;
  button.hidden = false;
  button.addEventListener("click", function () {
    begin();
    player.focus();
    var started = player.play();
    if (started && started.catch) { started.catch(function () { /* the controls are there now */ }); }
  });
  player.addEventListener("play", begin);
  player.addEventListener("click", function () { if (!player.controls) { button.click(); } });
})();
