/* How far a long job is: [data-follow="address"] is fetched again while it holds [data-running]. With
   [data-follow-then="reload"] the page is loaded anew when nothing runs any more. Without script: by hand. */
(function () {
  "use strict";
  if (!window.fetch) { return; }
  const SECONDS = 2;
  const AFTER_AN_ERROR = 10; // the server may be starting again
  const box = document.querySelector("[data-follow]");
  if (!box) { return; }

  function running() { return box.querySelector("[data-running]"); }

  function wait(seconds) { window.setTimeout(look, seconds * 1000); }

  function look() {
    if (document.hidden) {
      document.addEventListener("visibilitychange", look, { once: true });
      return;
    }
    window.fetch(box.dataset.follow, { credentials: "same-origin", redirect: "error" })
      .then(function (response) {
        if (!response.ok) { throw new Error(String(response.status)); }
        return response.text();
      })
      .then(function (html) {
        box.innerHTML = html;
        if (running()) {
          wait(SECONDS);
        } else if (box.dataset.followThen === "reload") {
          window.location.reload();
        }
      })
      .catch(function () { wait(AFTER_AN_ERROR); });
  }

  if (running()) { wait(SECONDS); }
}());
