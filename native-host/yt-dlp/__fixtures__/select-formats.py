"""Asks yt-dlp itself: for each line of JSON `{args, formats}` it answers with the ids it would take, and the order it lists them in."""
import functools
import json
import sys

import yt_dlp


@functools.cache
def start(args):
    own = ['--ignore-config', '--quiet', '--no-warnings', '--ignore-no-formats-error', *args]
    return yt_dlp.YoutubeDL({**yt_dlp.parse_options(own).ydl_opts, 'simulate': True}, auto_init=False)


def ask(case):
    formats = [{**one, 'url': 'https://x.invalid/' + one['format_id']} for one in case['formats']]
    video = {'id': 'x', 'title': 'x', 'extractor': 'x', 'extractor_key': 'X', 'formats': formats}
    result = start(tuple(case['args'])).process_ie_result(video, download=False)
    picked = result.get('requested_formats') or ([result] if result.get('format_id') else [])
    plain = (str, int, float, bool)
    return {
        'ids': [one['format_id'] for one in picked],
        'ext': result.get('ext'),
        'table': [{key: value for key, value in one.items() if isinstance(value, plain)} for one in result.get('formats') or []],
    }


for line in sys.stdin:
    print(json.dumps(ask(json.loads(line))), flush=True)
