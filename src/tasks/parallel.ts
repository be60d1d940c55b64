/**
 * Runs tasks, at most so many at a time, and returns the results of those that ran in the order of the tasks.
 * No further task begins once one has failed, or has a result that is the last.
 */
export async function inParallel<T, R>(
  tasks: readonly T[],
  atOnce: number,
  run: (task: T) => Promise<R>,
  isLast: (result: R) => boolean = () => false,
): Promise<R[]> {
  const results: { readonly place: number; readonly result: R }[] = [];
  let next = 0;
  let isOver = false;
  const work = async () => {
    while (!isOver && next < tasks.length) {
      const place = next++;
      try {
        const result = await run(tasks[place]!);
        results.push({ place, result });
        isOver ||= isLast(result);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, work));
  return results.sort((a, b) => a.place - b.place).map(({ result }) => result);
}
