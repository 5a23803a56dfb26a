/* How far a job on the index is: [data-index-state="address"] is fetched again while it holds [data-index-running].
   Without script the page is reloaded by hand. */
(function () {
  "use strict";
  if (!window.fetch) { return; }
  const SECONDS = 2;
  const AFTER_AN_ERROR = 10; // the server may be starting again
  const box = document.querySelector("[data-index-state]");
  if (!box) { return; }

  function wait(seconds) { window.setTimeout(look, seconds * 1000); }

  function goOn() {
    if (box.querySelector("[data-index-running]")) { wait(SECONDS); }
  }

  function look() {
    if (document.hidden) {
      document.addEventListener("visibilitychange", look, { once: true });
      return;
    }
    window.fetch(box.dataset.indexState, { credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) { throw new Error(String(response.status)); }
        return response.text();
      })
      .then(function (html) {
        box.innerHTML = html;
        goOn();
      })
      .catch(function () { wait(AFTER_AN_ERROR); });
  }

  goOn();
}());
