/** What a user typed or pasted as the address of a page; null when it is none of the web. "video.example/1" gets its https. */
export function toPageAddress(text: string): string | null {
  const trimmed = text.trim();
  const whole = /^[\w-]+(\.[\w-]+)+([/?#:].*)?$/.test(trimmed) ? `https://${trimmed}` : trimmed;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
