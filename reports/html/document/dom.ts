/** The browser API that the script of a document uses. The program is compiled without the DOM library, because nothing else runs in a browser. */
export interface Dom {
  readonly documentElement: DomElement;
  readonly body: DomElement;
  getElementById(id: string): DomElement | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  createElement(name: string): DomElement;
  execCommand(command: string): boolean;
  addEventListener(type: string, listener: (event: DomEvent) => void): void;
}

/** An element; members of only some kinds are optional. */
export interface DomElement {
  hidden: boolean;
  textContent: string | null;
  /** Of `<details>`. */
  open?: boolean;
  /** Of form controls. */
  value?: string;
  readonly dataset: Record<string, string | undefined>;
  readonly parentElement: DomElement | null;
  append(child: DomElement): void;
  remove(): void;
  select?(): void;
  focus(options?: { readonly preventScroll: boolean }): void;
  closest(selector: string): DomElement | null;
  matches(selector: string): boolean;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  setAttribute(name: string, value: string): void;
  scrollIntoView(): void;
  addEventListener(type: string, listener: (event: DomEvent) => void): void;
}

export interface DomEvent {
  readonly target: DomElement;
  /** Of a key. */
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  preventDefault(): void;
}

/** The window around the document. */
export interface DomWindow {
  readonly location: { readonly hash: string };
  readonly history: { replaceState(data: null, unused: string, url: string): void };
  readonly localStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  readonly navigator: { readonly clipboard?: { writeText(text: string): Promise<void> } };
  matchMedia(query: string): { readonly matches: boolean };
  addEventListener(type: string, listener: () => void): void;
}
