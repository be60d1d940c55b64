import { measure, type Task } from './measure.ts';

/* Measures what it is told to, once, and ends. */

process.once('message', (task: Task) => {
  process.send!(measure(task), () => process.disconnect());
});
