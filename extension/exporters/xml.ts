/** XML by hand: elements with text, nothing that could end them early. */

type Attributes = Record<string, string | number>;

// What XML 1.0 has no way to write.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for an element or an attribute in double quotes. */
const escapeXml = (text: string): string =>
  text
    .replaceAll(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

const toAttributes = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');

/** `<name …>text</name>`; nothing for a text that is not there. */
export const xmlElement = (
  name: string,
  text: string | number | null | undefined,
  attributes: Attributes = {},
): string[] =>
  text === null || text === undefined || text === ''
    ? []
    : [`<${name}${toAttributes(attributes)}>${escapeXml(String(text))}</${name}>`];

/** `<name …/>`. */
export const xmlEmpty = (name: string, attributes: Attributes): string =>
  `<${name}${toAttributes(attributes)}/>`;

/** `<name …>` with its children on lines of their own, two blanks in. */
export const xmlBlock = (name: string, children: readonly string[], attributes: Attributes = {}): string =>
  [`<${name}${toAttributes(attributes)}>`, ...children.map(indent), `</${name}>`].join('\n');

const indent = (element: string): string =>
  element.startsWith('<') && element.includes('\n<')
    ? element.replaceAll(/^(?=<| +<)/gm, '  ')
    : `  ${element}`;

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
