/**
 * Works on items one at a time, each until it pauses or is done; the others go on while it pauses, so that pauses overlap. Which of them goes on depends on
 * the pauses alone, so the order is the same each time. Results are handed on in the order of the items; where one throws, no other is begun.
 */
export async function inTurns<T, R>(
  items: Iterable<T>,
  sleep: (ms: number) => Promise<void>,
  work: (item: T, pause: (ms: number) => Promise<void>) => Promise<R>,
  take: (result: R, item: T) => void,
): Promise<void> {
  const pausing: { readonly due: number; readonly goOn: () => void }[] = [];
  const waiting = new Map<number, readonly [R, T]>();
  const errors: unknown[] = [];
  let [now, begun, taken] = [0, 0, 0];
  let endTurn = (): void => undefined;
  const turn = (begin: () => void): Promise<void> =>
    new Promise((resolve) => {
      endTurn = resolve;
      begin();
    });
  const pause = (ms: number): Promise<void> =>
    new Promise((goOn) => {
      pausing.push({ due: now + ms, goOn });
      endTurn();
    });
  const workOn = async (item: T, index: number): Promise<void> => {
    try {
      waiting.set(index, [await work(item, pause), item]);
      for (let first = waiting.get(taken); first !== undefined; first = waiting.get(taken)) {
        waiting.delete(taken);
        taken += 1;
        take(...first);
      }
    } catch (error) {
      errors.push(error);
    }
    endTurn();
  };
  for (const item of items) {
    const index = begun;
    begun += 1;
    await turn(() => void workOn(item, index));
    if (errors.length > 0) break;
  }
  while (pausing.length > 0) {
    const due = Math.min(...pausing.map((one) => one.due));
    const [next] = pausing.splice(
      pausing.findIndex((one) => one.due === due),
      1,
    );
    if (next === undefined) break;
    if (due > now) await sleep(due - now);
    now = due;
    await turn(next.goOn);
  }
  if (errors.length > 0) throw errors[0];
}
