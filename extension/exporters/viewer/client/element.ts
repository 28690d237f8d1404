/** Elements without markup: text is only ever text, so nothing that was exported can become part of the page. */

type Attribute = string | number | boolean | ((event: Event) => void) | null | undefined;
/** What an element can hold; what is not there is passed over. */
export type Child = Node | string | null | undefined | false;

/** `on…` adds a listener, true and false set and leave out, null and undefined leave out. */
export function build<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  appendAll(element, children);
  return element;
}

/** Adds children that are there; text becomes text nodes. */
function appendAll(parent: Element, children: Child[]): void {
  parent.append(
    ...children.filter(
      (child): child is Node | string => child !== null && child !== undefined && child !== false,
    ),
  );
}

/** Foreign text in its own direction: it cannot turn round the words beside it. */
export const isolate = (text: string): HTMLElement => build('bdi', {}, text);

/** An address that may be followed: https, or nothing. */
function toSafeUrl(url: string | null): string | null {
  return url !== null && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null;
}

/** A link out of the archive; plain text when the address is not safe. */
export function buildLink(url: string | null, text: string, className = ''): HTMLElement {
  const href = toSafeUrl(url);
  if (href === null) return isolate(text);
  return build('a', { href, class: className, target: '_blank', rel: 'noopener noreferrer' }, isolate(text));
}

const svgNamespace = 'http://www.w3.org/2000/svg';

const iconPaths = {
  star: 'M12 2.6l2.9 5.9 6.5.9-4.7 4.6 1.1 6.5L12 17.4l-5.8 3.1 1.1-6.5L2.6 9.4l6.5-.9z',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm4.8 11.3L20.5 20.5',
  grid: 'M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z',
  list: 'M4 6h16M4 12h16M4 18h16',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  link: 'M14 5h5v5M19 5l-8 8M18 14v5H5V6h5',
  play: 'M8 5.5v13l10.5-6.5z',
  playlist: 'M4 6h16M4 11h10M4 16h7M15.5 13.5v7l5.5-3.5z',
  close: 'M6 6l12 12M18 6L6 18',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  images: 'M4 4h12v12H4zM8 20h12V8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
} as const;

export type IconName = keyof typeof iconPaths;

/** A decoration: hidden from screen readers, in the colour of the text round it. */
export function buildIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', iconPaths[name]);
  svg.append(path);
  return svg;
}
