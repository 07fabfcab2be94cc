/** How texts are made of counts and names, for all of `messages*.ts`. */

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

export const said =
  <T extends string>(texts: Record<T, string>) =>
  (which: T) =>
    texts[which];
