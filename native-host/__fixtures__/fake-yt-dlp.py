#!/usr/bin/env python3
"""Stands in for yt-dlp in tests: behaves as the video id in the address says and records how it was called."""
import json
import os
import shutil
import subprocess
import sys
import time

here = os.path.dirname(os.path.abspath(__file__))
args = sys.argv[1:]


def say(text):
    print(text, flush=True)


def option(name, prefix=''):
    for index, arg in enumerate(args):
        if arg == name and args[index + 1].startswith(prefix):
            return args[index + 1][len(prefix):]
    return None


def record(name, value):
    with open(os.path.join(here, name), 'w') as file:
        json.dump(value, file)


def fail(*lines, code=1):
    for line in lines:
        print(line, file=sys.stderr, flush=True)
    sys.exit(code)


if args == ['--version']:
    with open(os.path.join(here, 'version.txt')) as file:
        say(file.read().strip())
    sys.exit(0)

cookies = option('--cookies')
record('argv.json', args)
record('env.json', dict(os.environ))
record('cookies.json', cookies and {
    'path': cookies,
    'text': open(cookies).read(),
    'mode': os.stat(cookies).st_mode & 0o777,
    'folderMode': os.stat(os.path.dirname(cookies)).st_mode & 0o777,
})
record('folder.json', os.getcwd())
home = option('--paths', 'home:')
temp = os.path.join(home, option('--paths', 'temp:'))
video = args[-1].split('v=')[-1]
part = os.path.join(temp, 'video.18.mp4.part')


def tell(done, total):
    say('star-export-progress:' + json.dumps({
        'status': 'downloading', 'downloaded_bytes': done, 'total_bytes': total, 'speed': 1000.5, 'eta': 3}))


def finish(name='video.18.mp4', source='sample.mp4', duration=2.0):
    for step in range(0, 101, 5):
        tell(step * 10, 1000)
    say('star-export-step:{"postprocessor": "Merger"}')
    os.makedirs(home, exist_ok=True)
    path = os.path.join(home, name)
    shutil.copy(os.path.join(here, source), path)
    values = option('--print', 'after_move:star-export-name:')
    if values:
        say('star-export-name:' + json.dumps({'id': video, 'title': 'A film'}))
    say('star-export-result:' + json.dumps({'id': video, 'title': 'A film', 'duration': duration, 'filepath': path}))


say('star-export-found:' + json.dumps({'id': video, 'title': 'A film', 'is_live': video == 'live'}))

if video.startswith('ok'):
    finish()
elif video == 'long':
    finish(duration=60)
elif video.startswith('cut'):
    # Joined with others, what was cut is a whole file again.
    name = 'video.f1.mp4' if video == 'cut-part' else 'video.18.mp4'
    with open(os.path.join(here, 'sample.mp4'), 'rb') as whole, open(os.path.join(temp, name), 'wb') as file:
        file.write(whole.read()[:-2000])
    if video == 'cut-part':
        say('star-export-progress:' + json.dumps({'status': 'finished', 'filename': os.path.join(home, '..', name)}))
        time.sleep(0.5)
        finish()
    else:
        finish(source=os.path.abspath(os.path.join(temp, name)))
elif video == 'link':
    finish(name='video.desktop')
elif video == 'trick':
    say('star-export-result:' + json.dumps({'id': video, 'filepath': '/etc/passwd'}))
elif video == 'slow':
    resumed = os.path.getsize(part) if os.path.exists(part) else 0
    record('resumed.json', resumed)
    child = subprocess.Popen(['sleep', '300'])
    record('pids.json', [os.getpid(), child.pid])
    with open(part, 'ab') as file:
        while True:
            file.write(b'x' * 1000)
            file.flush()
            tell(file.tell(), 10_000_000)
            time.sleep(0.05)
elif video == 'deaf':
    import signal
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    record('pids.json', [os.getpid()])
    while True:
        tell(1, 2)
        time.sleep(0.05)
elif video == 'silent':
    record('pids.json', [os.getpid()])
    time.sleep(300)
elif video == 'flood':
    for _ in range(300):
        sys.stdout.write('x' * 100_000)
        sys.stderr.write('y' * 100_000)
    fail('', 'ERROR: [youtube] flood: Video unavailable')
elif video == 'odd':
    sys.exit(120)
elif video == 'killed':
    os.kill(os.getpid(), 9)
elif video == 'live':
    fail(code=101)
elif video == 'private':
    fail("ERROR: [youtube] private: Private video. Sign in if you've been granted access to this video")
else:
    fail('ERROR: no such case')
