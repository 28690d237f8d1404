import { testLongStream } from '../testing/test-long-stream.ts';

testLongStream(10_000, 1500);
