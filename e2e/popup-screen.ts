/** The popup by what its user reads on it. */
import type { Popup } from './popup.ts';

export interface PopupScreen {
  readText(): Promise<string>;
  /** Waits until all of these are to be read. */
  waitForText(...texts: string[]): Promise<void>;
  /** Clicks the button, option or heading with this label. */
  click(label: string): Promise<void>;
  fill(label: string, value: string): Promise<void>;
  /** Takes one of a menu, by the word that stands for it. */
  choose(label: string, value: string): Promise<void>;
  /** Labels of the options that are on, in the order of the form. */
  listChosen(): Promise<string[]>;
  /** What a screen reader would call the element that has the focus. */
  readFocus(): Promise<string>;
}

const named = `(element) => element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText`;
const trimmed = `(element) => ((${named})(element) ?? '').split('\\n')[0].trim()`;

/** Finds among elements the first with this label, or says that there is none. */
const find = (selector: string, label: string): string => {
  const text = JSON.stringify(label);
  return `([...document.querySelectorAll('${selector}')].find((e) => (${trimmed})(e) === ${text})
    ?? (() => { throw new Error('nothing is called ' + ${text}) })())`;
};

export function readPopupScreen(popup: Popup): PopupScreen {
  const readText = () => popup.evaluate<string>('document.body.innerText');
  return {
    readText,
    waitForText: async (...texts) => {
      for (const text of texts)
        await popup.waitFor(`document.body.innerText.includes(${JSON.stringify(text)})`);
    },
    click: (label) => popup.evaluate(`${find('button, label, summary', label)}.click()`),
    fill: (label, value) =>
      popup.evaluate(`(() => {
        const input = ${find('input', label)};
        input.value = ${JSON.stringify(value)};
        input.dispatchEvent(new Event('input', { bubbles: true }));
      })()`),
    choose: (label, value) =>
      popup.evaluate(`(() => {
        const menu = ${find('select', label)};
        menu.value = ${JSON.stringify(value)};
        if (menu.value !== ${JSON.stringify(value)}) throw new Error('there is no such choice: ' + ${JSON.stringify(value)});
        menu.dispatchEvent(new Event('change', { bubbles: true }));
      })()`),
    listChosen: () =>
      popup.evaluate(`[...document.querySelectorAll('input:checked')].map(${trimmed}).filter(Boolean)`),
    readFocus: () => popup.evaluate(`(${trimmed})(document.activeElement)`),
  };
}
