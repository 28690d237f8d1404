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

export function icon(name) {
  return el('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** A number as the site writes it: 1.2M. */
export function toShort(count) {
  const number = Number(count ?? 0);
  if (number >= 1e6) return `${(number / 1e6).toFixed(1).replace(/\.0$/, '')}M`;
  if (number >= 1e4) return `${(number / 1e3).toFixed(1).replace(/\.0$/, '')}K`;
  return String(number);
}

export function toPostPath(item) {
  return `/@${item.author.uniqueId}/${item.imagePost ? 'photo' : 'video'}/${item.id}`;
}
