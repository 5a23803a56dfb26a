/* Says what the server refused (catalog/admin/refusals.py) where Wagtail's scripts say nothing: its uploader takes every
   answer but 200 for silence, when a file that is in use is deleted there. */
(function () {
  "use strict";
  if (!window.jQuery) { return; }
  window.jQuery(document).on("ajaxError", function (event, answer) {
    var said = answer.responseJSON && answer.responseJSON.error_message;
    if (!said) { return; }
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text: said, type: "error" } }));
    // The message stands above the page, the file maybe far below.
    window.setTimeout(function () {
      var shown = document.querySelector(".messages");
      if (shown) { shown.scrollIntoView({ block: "center" }); }
    }, 0);
  });
})();
