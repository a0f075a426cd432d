/** A number with thousands grouped, as Korean and English both write it: `12,345`. */
export function figure(value: number): string {
  return value.toLocaleString('en-US');
}

/** A share in percent, with one decimal below 10: `2.6%`, `41%`; `–` where there is no whole. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  return `${percent < 10 && percent > 0 ? percent.toFixed(1) : Math.round(percent).toString()}%`;
}
