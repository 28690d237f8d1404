import { describe, expect, it } from 'vitest';
import { ToldError } from '../../shared/told-error.ts';
import { askBackground } from './ask-background.ts';

const answering = (answer: unknown) => async () => answer;

describe('askBackground', () => {
  it('sends the name and the request to the background and gives back the response', async () => {
    const sent: unknown[] = [];
    const send = async (message: unknown) => {
      sent.push(message);
      return { response: { jobId: 'j1' } };
    };
    expect(await askBackground(send, 'job.cancel', { jobId: 'j1' })).toEqual({ jobId: 'j1' });
    expect(sent).toEqual([{ to: 'background', name: 'job.cancel', request: { jobId: 'j1' } }]);
  });

  it('throws the error the background answered, with its code and context', async () => {
    const error = { code: 'host.missing', message: 'no host', context: { os: 'linux' }, retryable: false };
    await expect(askBackground(answering({ error }), 'companion.status', {})).rejects.toMatchObject({
      code: 'host.missing',
      context: { os: 'linux' },
    });
  });

  it.each([undefined, null, {}, { error: { code: 'no.such_code' } }])(
    'calls the answer %j a bug instead of taking it',
    async (answer) => {
      await expect(askBackground(answering(answer), 'companion.status', {})).rejects.toMatchObject({
        code: 'bug.unexpected',
      });
    },
  );

  it('turns a failed delivery into an error that says all of itself', async () => {
    const send = () => Promise.reject(new Error('Could not establish connection'));
    await expect(askBackground(send, 'companion.status', {})).rejects.toBeInstanceOf(ToldError);
  });
});
