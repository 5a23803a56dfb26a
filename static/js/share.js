/* Sharing: copies the short address, in WeChat's browser too. Without script the address stands there to copy. */
(function () {
  "use strict";
  var button = document.querySelector("[data-copy]");
  var link = document.querySelector("[data-share-address]");
  var said = document.querySelector("[data-copied]");
  if (!button || !link) { return; }

  function byHand() {
    var field = document.createElement("textarea");
    field.value = link.href;
    field.setAttribute("readonly", "");
    field.className = "vh";
    document.body.appendChild(field);
    field.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { /* said below */ }
    document.body.removeChild(field);
    button.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  link.textContent = link.href.replace(/^https?:\/\//, "");
  button.hidden = false;
  button.addEventListener("click", function () {
    var copied = navigator.clipboard && window.isSecureContext ? navigator.clipboard.writeText(link.href).catch(byHand) : byHand();
    copied.then(
      function () { said.textContent = "地址已复制，可以粘贴到聊天里。"; },
      function () { said.textContent = "这个浏览器不让复制，请长按上面的地址。"; }
    );
  });
})();
