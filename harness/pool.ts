/** Works on items with so many at a time, in their order; the results keep it. */
export async function inParallel<T, R>(width: number, items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  await inOrder(width, items, work, (result) => void results.push(result));
  return results;
}

/**
 * Works on items with so many at a time, and hands each result on in the order of the items, whatever order they are done in. Where one of them
 * throws, no other is begun, and it rejects once those under way are done.
 */
export async function inOrder<T, R>(
  width: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  take: (result: R, item: T) => void,
): Promise<void> {
  const waiting = new Map<number, R>();
  let next = 0;
  let taken = 0;
  const worker = async (): Promise<void> => {
    try {
      while (next < items.length) {
        const index = next;
        next += 1;
        waiting.set(index, await work(items[index] as T, index));
        while (waiting.has(taken)) {
          const [result, item] = [waiting.get(taken) as R, items[taken] as T];
          waiting.delete(taken);
          taken += 1;
          take(result, item);
        }
      }
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
