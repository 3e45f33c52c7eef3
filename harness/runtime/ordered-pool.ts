/** Works on items, a limited number at a time, in their order; the results keep it. */
export async function inParallel<T, R>(width: number, items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  await inOrder(width, items, work, (result) => void results.push(result));
  return results;
}

/**
 * Works on items, a limited number at a time, each taken when its turn comes, and hands each result on in the order of the items, whatever order they are done in. Where one of them
 * throws, no other is begun, and it rejects once those under way are done.
 */
export async function inOrder<T, R>(
  width: number,
  items: Iterable<T>,
  work: (item: T, index: number) => Promise<R>,
  take: (result: R, item: T) => void,
): Promise<void> {
  const waiting = new Map<number, readonly [R, T]>();
  let coming = items[Symbol.iterator]();
  let next = 0;
  let taken = 0;
  const worker = async (): Promise<void> => {
    try {
      for (let step = coming.next(); step.done !== true; step = coming.next()) {
        const index = next;
        next += 1;
        waiting.set(index, [await work(step.value, index), step.value]);
        for (let first = waiting.get(taken); first !== undefined; first = waiting.get(taken)) {
          waiting.delete(taken);
          taken += 1;
          take(...first);
        }
      }
    } catch (error) {
      coming = [][Symbol.iterator]();
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
