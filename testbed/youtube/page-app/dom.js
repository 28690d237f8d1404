/** Builds an element; a plain string is text. Markup is never written from strings: the page forbids it. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link that is followed within the page; what it does is kept beside it. */
export function link(command, attributes, ...children) {
  const anchor = el(
    'a',
    { ...attributes, href: command?.commandMetadata?.webCommandMetadata?.url },
    ...children,
  );
  anchor.command = command;
  return anchor;
}

/** The text of either kind of text object. */
export function textOf(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return value.content ?? value.simpleText ?? (value.runs ?? []).map((run) => run.text).join('');
}

export function pillButton(label, attributes = {}) {
  const shape =
    'yt-spec-button-shape-next yt-spec-button-shape-next--tonal yt-spec-button-shape-next--mono yt-spec-button-shape-next--size-m';
  return el(
    'button',
    { class: shape, 'aria-label': label, ...attributes },
    el('div', { class: 'yt-spec-button-shape-next__button-text-content' }, label),
  );
}

export function picture(url, attributes = {}) {
  return el('img', {
    class: 'yt-core-image',
    alt: '',
    src: url?.startsWith('//') ? `https:${url}` : url,
    ...attributes,
  });
}
