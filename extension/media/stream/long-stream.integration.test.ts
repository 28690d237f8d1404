import { testLongStream } from '../__fixtures__/test-long-stream.ts';

testLongStream(1000, 150);
