/** A cookie in a neutral shape; `toNetscapeCookies` writes it for command line programs. */
export interface SiteCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  /** Unix seconds. */
  expires: number;
}

/** The text of a cookies.txt file. */
export function toNetscapeCookies(cookies: readonly SiteCookie[]): string {
  const lines = cookies.map(({ domain, path, secure, expires: until, name, value, httpOnly }) =>
    [
      `${httpOnly ? '#HttpOnly_' : ''}${domain}`,
      'TRUE',
      path,
      secure ? 'TRUE' : 'FALSE',
      until,
      name,
      value,
    ].join('\t'),
  );
  return `# Netscape HTTP Cookie File\n\n${lines.join('\n')}\n`;
}
