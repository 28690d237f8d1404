/** The button as an element: a shadow root that the page's styles do not reach, built without HTML strings (Trusted Types). */
import { logoPaths } from '../../ui/logo.ts';
import { pageButtonTexts as texts } from '../../ui/texts/page-button-texts.ts';
import { buttonStyle } from './button-style.ts';
import type { ButtonAction, ButtonView } from './button-view.ts';

export const buttonTagName = 'star-export-button';

/** Gap between the pill and its panel, and between the panel and the window's edge, in CSS pixels. */
const gapPx = 8;
const panelWidthPx = 280;

export interface ButtonElement {
  host: HTMLElement;
  show(view: ButtonView): void;
  /** Gives the focus back that went when the page threw its row away; nothing when the user has moved it since. */
  keepFocus(): void;
}

interface ButtonCallbacks {
  /** A click on a button whose view has no actions. */
  onStart(): void;
  onAction(action: ButtonAction): void;
}

function buildIcon(doc: Document): SVGElement {
  const svgNamespace = 'http://www.w3.org/2000/svg';
  const icon = doc.createElementNS(svgNamespace, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  for (const [name, outline] of Object.entries(logoPaths)) {
    const path = doc.createElementNS(svgNamespace, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', outline);
    icon.append(path);
  }
  return icon;
}

function buildElement<Tag extends keyof HTMLElementTagNameMap>(
  doc: Document,
  tag: Tag,
  className: string,
): HTMLElementTagNameMap[Tag] {
  const element = doc.createElement(tag);
  element.className = className;
  return element;
}

/** Below the pill, or above it where the window ends, and inside the window in any case. */
function placePanel(panel: HTMLElement, pill: HTMLElement): void {
  const view = panel.ownerDocument.defaultView;
  if (!view) return;
  const rect = pill.getBoundingClientRect();
  const left = Math.min(rect.left, view.innerWidth - panelWidthPx - gapPx);
  panel.style.left = `${Math.max(gapPx, left)}px`;
  const above = rect.bottom > view.innerHeight * 0.6;
  panel.style.top = above ? 'auto' : `${rect.bottom + gapPx}px`;
  panel.style.bottom = above ? `${view.innerHeight - rect.top + gapPx}px` : 'auto';
}

function createPanel(doc: Document, onAction: (action: ButtonAction) => void) {
  const element = buildElement(doc, 'div', 'panel');
  element.setAttribute('popover', 'auto');
  element.setAttribute('role', 'dialog');
  element.setAttribute('aria-label', texts.productName);
  const product = buildElement(doc, 'p', 'product');
  product.textContent = texts.productName;
  const sentence = buildElement(doc, 'p', 'sentence');
  const progress = buildElement(doc, 'progress', '');
  progress.setAttribute('aria-label', texts.progressName);
  const actions = buildElement(doc, 'div', 'actions');
  element.append(product, sentence, progress, actions);
  let shownActions = '';

  const buildAction = (action: ButtonAction) => {
    const button = buildElement(doc, 'button', action);
    button.type = 'button';
    button.textContent = texts.actions[action];
    button.addEventListener('click', () => {
      element.hidePopover?.();
      onAction(action);
    });
    return button;
  };

  return {
    element,
    show(view: ButtonView) {
      sentence.textContent = view.title;
      sentence.classList.toggle('trouble', view.tone === 'bad');
      progress.hidden = view.fraction === null;
      progress.value = view.fraction ?? 0;
      if (view.actions.join() === shownActions) return;
      shownActions = view.actions.join();
      actions.replaceChildren(...view.actions.map(buildAction));
      actions.firstElementChild?.setAttribute('autofocus', '');
    },
  };
}

/** Space would pause the video and letters are YouTube's shortcuts: keys pressed in the button stay in it. */
function keepKeys(event: KeyboardEvent): void {
  if (event.key !== 'Tab' && event.key !== 'Escape') event.stopPropagation();
}

/** One for all buttons of a window. */
const sheets = new WeakMap<Window, CSSStyleSheet>();

function adoptStyle(root: ShadowRoot): void {
  const view = root.ownerDocument.defaultView;
  if (!view) return;
  let sheet = sheets.get(view);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(buttonStyle);
    sheets.set(view, sheet);
  }
  root.adoptedStyleSheets = [sheet];
}

/** The button, not yet anywhere on the page. */
export function createButtonElement(doc: Document, callbacks: ButtonCallbacks): ButtonElement {
  const host = doc.createElement(buttonTagName);
  const root = host.attachShadow({ mode: 'open' });
  adoptStyle(root);
  const pill = buildElement(doc, 'button', 'pill');
  pill.type = 'button';
  const label = buildElement(doc, 'span', 'label');
  pill.append(buildIcon(doc), label);
  const spoken = buildElement(doc, 'span', 'spoken');
  spoken.setAttribute('role', 'status');
  const panel = createPanel(doc, callbacks.onAction);
  root.append(pill, spoken, panel.element);

  let current: ButtonView | null = null;
  pill.addEventListener('click', (event) => {
    event.stopPropagation();
    if (current && current.actions.length === 0) callbacks.onStart();
  });
  // What a closed panel had, the browser gives back to nobody within a shadow root.
  let isLeft = false;
  panel.element.addEventListener('beforetoggle', () => {
    placePanel(panel.element, pill);
    isLeft = panel.element.querySelector(':focus-visible') !== null;
  });
  panel.element.addEventListener('toggle', () => {
    if (isLeft && (doc.activeElement === doc.body || doc.activeElement === host))
      pill.focus({ preventScroll: true });
  });
  let isFocused = false;
  root.addEventListener('focusin', () => {
    isFocused = true;
  });
  // An element that is thrown away loses the focus too; only one that is still there has lost it to the user.
  root.addEventListener('focusout', () =>
    queueMicrotask(() => {
      isFocused &&= !host.isConnected || root.activeElement !== null;
    }),
  );
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    root.addEventListener(type, keepKeys as EventListener);

  return {
    host,
    keepFocus() {
      if (isFocused && root.activeElement === null && doc.activeElement === doc.body)
        pill.focus({ preventScroll: true });
    },
    show(view) {
      label.textContent = view.label;
      pill.setAttribute('aria-label', view.name);
      pill.title = view.title;
      pill.dataset.tone = view.tone;
      pill.style.setProperty('--fraction', String(view.fraction ?? 0));
      pill.popoverTargetElement = view.actions.length > 0 ? panel.element : null;
      // Not every count is spoken, only that something else happens now.
      if (current && current.tone !== view.tone) spoken.textContent = view.title;
      panel.show(view);
      current = view;
    },
  };
}
