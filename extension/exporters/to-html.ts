/** Plain text as HTML that looks like it, for formats whose texts are HTML by definition. */
export const toHtml = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n\n+/g, '</p><p>')
    .replaceAll('\n', '<br>')}</p>`;
