export { memoryTree } from '../../src/run-example.ts';
