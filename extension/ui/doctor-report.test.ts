import { describe, expect, it } from 'vitest';
import { type Hop, hopIds } from '../../shared/doctor.ts';
import { buildDoctorReport, summariseHops, toHopViews } from './doctor-report.ts';

const hop = (id: Hop['id'], state: Hop['state'], text = 'found'): Hop => ({ id, state, text, fix: null });
const facts = { extension: '0.1.0', browser: 'Chromium 150', error: null };

describe('the findings of the doctor', () => {
  it('stand in the order of the way, whatever the order in which they come', () => {
    const views = toHopViews([hop('disk', 'ok'), hop('manifest', 'ok')], true);
    expect(views.map(({ id }) => id)).toEqual(hopIds);
    expect(views.filter(({ state }) => state === 'ok').map(({ id }) => id)).toEqual(['manifest', 'disk']);
    expect(new Set(views.map(({ state }) => state))).toEqual(new Set(['ok', 'waiting']));
  });

  it('leave unknown what was never reached', () => {
    const [manifest, ...others] = toHopViews([hop('manifest', 'failed')], false);
    expect(manifest?.state).toBe('failed');
    expect(others.every(({ state }) => state === 'unknown')).toBe(true);
  });

  it('are summed up by the worst of them', () => {
    const good = [hop('manifest', 'ok')];
    expect(summariseHops(good)).toBe('Everything is in order.');
    expect(summariseHops([...good, hop('yt-dlp', 'warning')])).toContain('could be better');
    expect(summariseHops([hop('yt-dlp', 'warning'), hop('disk', 'failed')])).toBe('One thing needs you.');
    expect(summariseHops([hop('downloads', 'failed'), hop('disk', 'failed')])).toBe('2 things need you.');
  });

  it('name nobody in the text to copy', () => {
    const report = buildDoctorReport(
      [
        hop('archives', 'ok', '/home/alice/Downloads/Star Export'),
        hop('downloads', 'failed', 'C:\\Users\\Alice Smith\\Downloads cannot be written to'),
        hop('settings', 'ok', '"/Users/alice/Library/settings.json"'),
      ],
      { ...facts, error: 'Native host has exited.' },
    );
    expect(report).not.toMatch(/alice/i);
    expect(report.split('\n')).toEqual([
      'Star Export 0.1.0',
      'Chromium 150',
      'browser: Native host has exited.',
      'ok      archives: ~/Downloads/Star Export',
      expect.stringMatching(/^failed {2}downloads: ~/),
      'ok      settings: "~/Library/settings.json"',
    ]);
  });
});
