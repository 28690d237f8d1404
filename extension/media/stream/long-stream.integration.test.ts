import { testLongStream } from '../testing/test-long-stream.ts';

testLongStream(1000, 150);
