/** Runs tasks, at most so many at a time, and returns their results in the order of the tasks. */
export async function inParallel<T, R>(
  tasks: readonly T[],
  atOnce: number,
  run: (task: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < tasks.length; i = next++) results[i] = await run(tasks[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, work));
  return results;
}
