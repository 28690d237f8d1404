/** Whether a host name is one of the patterns: an exact name, or `*.suffix`, which covers exactly one level. */
export function isHostListed(host: string, patterns: readonly string[]): boolean {
  const name = host.toLowerCase();
  return patterns.some((pattern) => {
    if (!pattern.startsWith('*.')) return name === pattern;
    const dot = name.indexOf('.');
    return dot > 0 && name.slice(dot) === pattern.slice(1);
  });
}
