/** How texts are made of counts and names, for all of `messages*.ts`. */

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

export const said =
  <T extends string>(texts: Record<T, string>) =>
  (which: T) =>
    texts[which];

const two = (number: number) => String(number).padStart(2, "0");

/** The time of day here, of a time in RFC 3339; nothing of what is none. */
export function clock(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
}

/** The same with the day. */
export function when(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join("-");
  return `${day} ${clock(at)}`;
}
