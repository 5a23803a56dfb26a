/* Suggestions while one types: [data-suggest="address"] on a search field makes it a combobox (WAI-ARIA 1.2)
   with a list of its own. Focus stays in the field; without script, or when nothing answers, the form is just sent. */
(function () {
  "use strict";
  if (!window.fetch || !window.URLSearchParams) { return; }
  const MOST = 6;
  const LONGEST = 200;
  const PAUSE = 100; // ms without a key before asking
  const KINDS = { theme: "主题", query: "常问", title: "内容" };

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  // The words with the typed part bold; what was typed in pinyin stands nowhere in them.
  function marked(words, typed) {
    const shown = element("span", "suggest__words");
    const place = typed ? words.toLowerCase().indexOf(typed.toLowerCase()) : -1;
    if (place < 0) { shown.textContent = words; return shown; }
    const end = place + typed.length;
    shown.append(words.slice(0, place), element("b", "", words.slice(place, end)), words.slice(end));
    return shown;
  }

  function bind(field, number) {
    const list = element("ul", "suggest");
    let options = [];
    let found = [];
    let active = -1;
    let waiting = 0;
    let running = null;
    let asked = "";

    list.id = (field.id || "q") + "-suggest-" + number;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索提示");
    list.hidden = true;
    field.form.append(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");

    function stop() {
      clearTimeout(waiting);
      if (running) { running.abort(); }
      running = null;
    }
    function mark(place) {
      active = place;
      options.forEach(function (option, at) { option.setAttribute("aria-selected", String(at === place)); });
      if (place < 0) { field.removeAttribute("aria-activedescendant"); return; }
      field.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    }
    function close() {
      stop();
      mark(-1);
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
    }
    function open() {
      if (!options.length) { return; }
      // Under the field itself: in 关怀版 its button stands below it.
      list.style.top = (field.getBoundingClientRect().bottom - field.form.getBoundingClientRect().top + 4) + "px";
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    }
    function fill(suggestions, typed) {
      found = suggestions.slice(0, MOST);
      mark(-1);
      options = found.map(function (suggestion, at) {
        const option = element("li", "suggest__row");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(marked(suggestion.text, typed), element("span", "suggest__kind", KINDS[suggestion.type]));
        return option;
      });
      list.textContent = "";
      list.append(...options);
      if (options.length) { open(); } else { close(); }
    }
    function ask() {
      const typed = field.value.slice(0, LONGEST).trim();
      stop();
      if (!typed) { asked = ""; fill([], ""); return; }
      waiting = setTimeout(function () {
        const request = window.AbortController ? new AbortController() : { abort: function () {} };
        running = request;
        fetch(field.dataset.suggest + "?" + new URLSearchParams({ q: typed }), { signal: request.signal })
          .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(); })
          .then(function (answer) {
            if (running !== request) { return; }
            running = null;
            asked = typed;
            fill(answer.suggestions, typed);
          })
          .catch(function () { if (running === request) { close(); } });
      }, PAUSE);
    }
    function choose(place) {
      const suggestion = found[place];
      close();
      // A question is sent with what else the form says (the child's stage, the filters).
      if (suggestion.type === "query") { field.value = suggestion.text; field.form.submit(); return; }
      location.assign(suggestion.url);
    }

    field.addEventListener("input", ask);
    field.addEventListener("blur", close);
    field.form.addEventListener("submit", close);
    field.addEventListener("keydown", function (event) {
      // These keys belong to the input method while it composes.
      if (event.isComposing || event.keyCode === 229) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden && field.value.trim() === asked) { open(); }
        if (list.hidden) { return; }
        event.preventDefault();
        // One place more than there are rows: the field itself.
        const places = options.length + 1;
        const step = event.key === "ArrowDown" ? 1 : places - 1;
        mark((active + 1 + step) % places - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Escape") {
        stop();
      }
    });
    // Focus stays in the field, and the list stays open until the finger or button is up.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      const place = options.indexOf(event.target.closest("[role=option]"));
      if (place >= 0) { choose(place); }
    });
    window.addEventListener("pagehide", close);
  }

  document.querySelectorAll("[data-suggest]").forEach(bind);
})();
