/**
 * The script inside the preview panel: turns a view into elements, keeps what the user has opened and where they have
 * scrolled to, and reports clicks. Text of the document only ever becomes text nodes.
 */
import type { FileInfo, FromPage, ToPage } from './messages';
import { explanationView, previewView, type ViewElement } from './view';

interface PageState {
  file: FileInfo;
  /** By key: only what differs from the state in which the view opens it. */
  open: Record<string, boolean>;
  scroll: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const vscode = acquireVsCodeApi();
const page = byId('page');
const note = byId('note');
let state: PageState = vscode.getState() ?? { file: { uri: '', name: '' }, open: {}, scroll: 0 };
let restoreScroll = state.scroll > 0;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'show': {
      setFile(data.file);
      const { document, exposed } = data;
      replacePage(previewView({ document, exposed, revealable: new Set(data.revealable), fileName: data.file.name }));
      break;
    }
    case 'explain':
      setFile(data.file);
      replacePage(explanationView(data.file.name, data.text));
      break;
    case 'stale':
      note.textContent = `Out of date: ${data.reason}`;
      note.hidden = false;
      break;
  }
});

window.addEventListener('scroll', () => save({ scroll: window.scrollY }), { passive: true });
vscode.postMessage({ type: 'ready' });

function replacePage(view: ViewElement): void {
  note.hidden = true;
  note.textContent = '';
  const anchor = firstVisible();
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['key'] : undefined;

  page.replaceChildren(toElement(view));

  if (focused !== undefined) {
    byKey(focused)?.focus({ preventScroll: true });
  }
  if (restoreScroll) {
    restoreScroll = false;
    window.scrollTo(0, state.scroll);
  } else if (anchor !== undefined) {
    const now = byKey(anchor.key)?.getBoundingClientRect().top;
    if (now !== undefined) {
      window.scrollBy(0, now - anchor.top);
    }
  }
}

/** What stands at the top of the window stays there, also when something above it grows. */
function firstVisible(): { key: string; top: number } | undefined {
  if (window.scrollY === 0) {
    return undefined;
  }
  for (const element of page.querySelectorAll<HTMLElement>('[data-key]')) {
    const { top, height } = element.getBoundingClientRect();
    const key = element.dataset['key'];
    if (key !== undefined && height > 0 && top >= 0) {
      return { key, top };
    }
  }
  return undefined;
}

function toElement(view: ViewElement): HTMLElement {
  const element = document.createElement(view.tag);
  if (view.class !== undefined) {
    element.className = view.class;
  }
  if (view.hint !== undefined) {
    element.title = view.hint;
  }
  if (view.key !== undefined) {
    element.dataset['key'] = view.key;
  }
  if (element instanceof HTMLDetailsElement) {
    keepOpenState(element, view);
  }
  const { action } = view;
  if (action !== undefined && element instanceof HTMLButtonElement) {
    element.type = 'button';
    element.addEventListener('click', (event) => {
      // Inside the head of a section, a click on a name must not also fold the section.
      event.preventDefault();
      vscode.postMessage(action);
    });
  }
  element.append(...view.children.map((child) => (typeof child === 'string' ? child : toElement(child))));
  return element;
}

function keepOpenState(element: HTMLDetailsElement, { key, open = false }: ViewElement): void {
  element.open = (key === undefined ? undefined : state.open[key]) ?? open;
  if (key !== undefined) {
    element.addEventListener('toggle', () => {
      const { [key]: _, ...others } = state.open;
      save({ open: element.open === open ? others : { ...others, [key]: element.open } });
    });
  }
}

function setFile(file: FileInfo): void {
  save(file.uri === state.file.uri ? { file } : { file, open: {}, scroll: 0 });
}

function save(change: Partial<PageState>): void {
  state = { ...state, ...change };
  vscode.setState(state);
}

function byKey(key: string): HTMLElement | null {
  return page.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`The page has no element ${id}.`);
  }
  return element;
}
