/** Works on items, a limited number at a time, in their order; the results keep it. */
export async function inParallel<T, R>(width: number, items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  await inOrder(width, [items], work, (result) => void results.push(result));
  return results;
}

/**
 * Works on the items of queues, a limited number at a time, each taken when its turn comes, those of the first queue before those of the next. The results of
 * a queue are handed on in the order of its items, whatever order they are done in. Where one throws, no other is begun, and it rejects once those under
 * way are done.
 */
export async function inOrder<T, R>(
  width: number,
  queues: readonly Iterable<T>[],
  work: (item: T, index: number) => Promise<R>,
  take: (result: R, item: T) => void,
): Promise<void> {
  const lanes = queues.map((items) => ({ coming: items[Symbol.iterator](), waiting: new Map<number, readonly [R, T]>(), next: 0, taken: 0 }));
  const worker = async (): Promise<void> => {
    try {
      for (const lane of lanes) {
        for (let step = lane.coming.next(); step.done !== true; step = lane.coming.next()) {
          const index = lane.next;
          lane.next += 1;
          lane.waiting.set(index, [await work(step.value, index), step.value]);
          for (let first = lane.waiting.get(lane.taken); first !== undefined; first = lane.waiting.get(lane.taken)) {
            lane.waiting.delete(lane.taken);
            lane.taken += 1;
            take(...first);
          }
        }
      }
    } catch (error) {
      for (const lane of lanes) lane.coming = [][Symbol.iterator]();
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
