/* Trying a word before it is saved: [data-try="address"] in a form of the admin sends the form as it stands and shows
   the answer below. Without script the button opens the same answer in a window of its own. */
(function () {
  "use strict";
  document.querySelectorAll("[data-try]").forEach(function (box) {
    const button = box.querySelector("button");
    const field = box.querySelector("input");
    const answer = box.querySelector(".try-answer");

    function ask() {
      answer.setAttribute("aria-busy", "true");
      fetch(box.dataset.try, {
        method: "POST", body: new FormData(field.form), headers: { "X-Requested-With": "fetch" },
      })
        .then(function (response) { return response.ok ? response.text() : Promise.reject(); })
        .then(function (html) { answer.innerHTML = html; })
        .catch(function () { answer.textContent = "没有得到回答，表单里的字都还在。请再点一次预览。"; })
        .then(function () {
          answer.removeAttribute("aria-busy");
          // Out from under the bar with the button that saves.
          answer.scrollIntoView({ block: "center" });
        });
    }

    button.type = "button";
    button.addEventListener("click", ask);
    // Enter in this field asks; it must not save.
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        ask();
      }
    });
  });
})();
