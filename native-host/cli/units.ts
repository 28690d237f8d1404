/** Numbers for people. Pure. */

const steps = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1.5 MB`; powers of 1000, as disks and networks are sold. */
export function formatBytes(bytes: number): string {
  const power = Math.min(steps.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(value < 10 ? 1 : 0)} ${steps[power]}`;
}

/** `1:02:03`, `0:05` */
export function formatDuration(sec: number): string {
  const whole = Math.round(sec);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const rest = `${String(seconds).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
