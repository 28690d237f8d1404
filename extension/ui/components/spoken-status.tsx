import { useEffect, useState } from 'preact/hooks';

/** Tells screen readers which lines are new, politely. Null until there is something to read. */
export function SpokenStatus({ lines }: { lines: readonly string[] | null }) {
  const [known, setKnown] = useState<readonly string[] | null>(null);
  const [spoken, setSpoken] = useState('');
  const joined = lines?.join('\n');
  useEffect(() => {
    if (!lines) return;
    // The first reading is what the screen shows anyway.
    if (known) setSpoken(lines.filter((line) => !known.includes(line)).join('. '));
    setKnown(lines);
  }, [joined]);
  return (
    <div class="spoken" role="status">
      {spoken}
    </div>
  );
}
