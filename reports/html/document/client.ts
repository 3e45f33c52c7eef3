import type { Dom, DomElement, DomWindow } from "./dom.ts";

/**
 * The script of a document: theme, copy buttons, filters, and opening the target of a link. It is embedded as text, so it
 * uses nothing from outside itself. Without scripts everything is readable, and the controls stay hidden.
 */
export function client(document: Dom, window: DomWindow): void {
  const root = document.documentElement;

  // A file opened from disk may have no storage.
  const stored = (): string | null => {
    try {
      return window.localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const store = (theme: string): void => {
    try {
      window.localStorage.setItem("theme", theme);
    } catch {
      // The choice then applies only to this page.
    }
  };
  const isDark = (): boolean => (root.dataset["theme"] ?? (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const showTheme = (button: DomElement): void => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Light theme" : "Dark theme");
  };
  const offerTheme = (button: DomElement): void => {
    button.hidden = false;
    showTheme(button);
    button.addEventListener("click", () => {
      root.dataset["theme"] = isDark() ? "light" : "dark";
      store(root.dataset["theme"]);
      showTheme(button);
    });
  };

  const copyBySelection = (text: string): boolean => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select?.();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  };
  const copy = async (text: string): Promise<boolean> => {
    try {
      if (window.navigator.clipboard === undefined) return copyBySelection(text);
      await window.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  };
  const offerCopy = (button: DomElement): void => {
    const source = document.getElementById(button.dataset["copies"] ?? "");
    if (source === null) return;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      void copy(source.textContent ?? "").then((copied) => {
        button.textContent = copied ? "Copied" : "Not copied: select the text";
        const status = document.getElementById("status");
        if (status !== null) status.textContent = button.textContent;
        button.addEventListener("blur", () => {
          button.textContent = label;
        });
        return copied;
      });
    });
  };

  const filter = (form: DomElement): void => {
    const chosen = (name: string): string => form.querySelector(`[name=${name}]`)?.value ?? "";
    const [level, outcome, words] = [chosen("level"), chosen("outcome"), chosen("text").toLowerCase().trim()];
    const fits = (item: DomElement): boolean =>
      (level === "" || item.dataset["level"] === level) &&
      (outcome === "" || item.dataset["outcome"] === outcome) &&
      (words === "" || (item.textContent ?? "").toLowerCase().includes(words));
    let [shown, all] = [0, 0];
    for (const item of document.querySelectorAll("[data-outcome][data-level]")) {
      item.hidden = !fits(item);
      if (!item.matches("[data-counts]")) continue;
      all += 1;
      if (!item.hidden) shown += 1;
    }
    const isNarrowed = level !== "" || outcome !== "" || words !== "";
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = isNarrowed && group.querySelector("[data-outcome][data-level]:not([hidden])") === null;
    }
    const output = form.querySelector("output");
    if (output !== null) output.textContent = shown === 0 ? `None of ${String(all)} matches.` : `${String(shown)} of ${String(all)} shown`;
  };
  // The choice is part of the address, so that it stays when the page is loaded again, and can be sent to others.
  const names = ["level", "outcome", "text"];
  const remember = (form: DomElement): void => {
    const chosen = names.flatMap((name) => {
      const value = form.querySelector(`[name=${name}]`)?.value?.trim() ?? "";
      return value === "" ? [] : [`${name}=${encodeURIComponent(value)}`];
    });
    try {
      window.history.replaceState(null, "", chosen.length === 0 ? "#" : `#?${chosen.join("&")}`);
    } catch {
      // The filter works without it.
    }
  };
  const recall = (form: DomElement): boolean => {
    if (!window.location.hash.startsWith("#?")) return false;
    const chosen = new URLSearchParams(window.location.hash.slice(2));
    for (const name of names) {
      const control = form.querySelector(`[name=${name}]`);
      if (control !== null) control.value = chosen.get(name) ?? "";
    }
    filter(form);
    return true;
  };
  const clear = (form: DomElement): void => {
    for (const control of form.querySelectorAll("select, input")) control.value = "";
    filter(form);
  };
  const offerFilter = (form: DomElement): void => {
    form.hidden = false;
    for (const type of ["input", "change"])
      form.addEventListener(type, () => {
        filter(form);
        remember(form);
      });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-clear]")?.addEventListener("click", () => {
      clear(form);
      remember(form);
    });
    if (!recall(form)) filter(form);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey === true || event.metaKey === true || event.target.matches("input, select, textarea")) return;
      event.preventDefault();
      form.querySelector("[name=text]")?.focus();
    });
  };

  // A link to an item opens it and its ancestors, even if a filter has hidden it.
  const openTarget = (): void => {
    const form = document.querySelector("form[data-filter]");
    if (window.location.hash.startsWith("#?")) {
      if (form !== null && recall(form)) document.querySelector("[data-counts]:not([hidden])")?.scrollIntoView();
      return;
    }
    const id = window.location.hash.slice(1);
    const target = id === "" ? null : document.getElementById(decodeURIComponent(id));
    if (target === null) return;
    if (form !== null && target.closest("[hidden]") !== null) clear(form);
    for (let element: DomElement | null = target; element !== null; element = element.parentElement) {
      if (element.open === false) element.open = true;
    }
    target.scrollIntoView();
  };

  const theme = stored();
  if (theme === "dark" || theme === "light") root.dataset["theme"] = theme;
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-button]")) offerTheme(button);
    for (const button of document.querySelectorAll("[data-copies]")) offerCopy(button);
    for (const form of document.querySelectorAll("form[data-filter]")) offerFilter(form);
    openTarget();
  });
  window.addEventListener("hashchange", openTarget);
}
