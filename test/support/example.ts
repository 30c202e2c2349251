export { memoryTree, runExample as checkExample, zoneLinesResolver } from '../../src/run-example.ts';
