import { testLongStream } from '../__fixtures__/test-long-stream.ts';

testLongStream(10_000, 1500);
