/**
 * Rows of buttons on Facebook's pages. Neither they nor their classes have names, and their texts are in the reader's
 * language; what stays is what the buttons are made of.
 */

/** A comment is an article that says whose it is; a post is one that points at its headline. */
const comment = '[role="article"][aria-label]:not([aria-posinset])';
/** What logged-in pages call the buttons below a post. */
const marked = '[data-ad-rendering-role$="_button"]';
/** Buttons with a picture of the site's own; those of a player have no text beside it. */
const pictured = '[role="button"] i[data-visualcompletion="css-img"]';
const named = '[role="button"][aria-label], a[role="link"][aria-label]';

/** No row of buttons, but what is round it. */
const content = 'a, form, video, h1, h2, h3, h4, [role="article"]';

/** The row below a post, or the column beside a reel; those of its comments are not meant. */
export function findActionRow(area: Element): Element | null {
  return findRow(area, marked) ?? findRow(area, pictured);
}

function findRow(area: Element, selector: string): Element | null {
  const parts = [...area.querySelectorAll(selector)].filter((part) => !isInComment(part, area));
  for (const [index, part] of parts.entries()) {
    const row = findCommon(part, parts[index + 1], area);
    if (row && row.querySelector(content) === null && hasTexts(row, [part, parts[index + 1]])) return row;
  }
  return null;
}

/** True for what is in a comment below `area`. */
export function isInComment(part: Element, area: Element): boolean {
  const found = part.closest(comment);
  return found !== null && found !== area && area.contains(found);
}

/** Every button of the row says something, in itself or beside itself. */
function hasTexts(row: Element, parts: (Element | undefined)[]): boolean {
  return parts.every((part) => {
    const cell = [...row.children].find((child) => part && child.contains(part));
    return cell?.textContent?.trim();
  });
}

/** The smallest element that holds both. */
function findCommon(one: Element, other: Element | undefined, area: Element): Element | null {
  if (!other) return null;
  let row = one.parentElement;
  while (row && row !== area && !row.contains(other)) row = row.parentElement;
  return row?.contains(other) ? row : null;
}

/** The buttons beside the name of a profile, group or album. */
export function findHeaderRow(main: Element): Element | null {
  const heading = main.querySelector('h1');
  if (!heading) return null;
  const buttons = [...main.querySelectorAll(named)].filter(
    (button) =>
      isAfter(heading, button) &&
      button.closest('[role="article"], [role="tablist"], [role="feed"]') === null,
  );
  const [first, second] = buttons;
  const row = first ? findCommon(first, second, main) : null;
  const isRow =
    row !== null && row !== main && row.querySelector('h1, img, [role="article"], [role="tablist"]') === null;
  return isRow ? row : (first?.parentElement ?? null);
}

/** The buttons that a part of the page with a name has at its end. */
export function findLastRow(part: Element): Element | null {
  const buttons = [...part.querySelectorAll(named)];
  const last = buttons.at(-1);
  const before = buttons.at(-2);
  return (before && findCommon(before, last, part)) ?? last?.parentElement ?? null;
}

/** True where `other` comes after `one` in the document, or is in it. */
export function isAfter(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
