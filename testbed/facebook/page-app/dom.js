/** Builds an element; a plain string is text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A thing to press: the site has no `button` elements. */
export function button(label, attributes = {}, ...children) {
  return el(
    'div',
    { role: 'button', tabindex: '0', 'aria-label': label, ...attributes },
    ...(children.length > 0 ? children : [label]),
  );
}

export function link(url, attributes, ...children) {
  return el('a', { href: url, role: 'link', tabindex: '0', ...attributes }, ...children);
}

export function picture(uri, attributes = {}) {
  return el('img', { src: uri || null, alt: '', referrerpolicy: 'origin-when-cross-origin', ...attributes });
}
