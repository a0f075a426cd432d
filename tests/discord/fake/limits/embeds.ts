import type { APIEmbed } from 'discord-api-types/v10';
import type { FormErrors } from '../http/form-errors.js';

const MOST_EMBEDS = 10;
const MOST_CHARACTERS = 6000;
const MOST_FIELDS = 25;

const length = (text: string | undefined): number => [...(text ?? '')].length;

/** How many characters of an embed count towards the 6,000 of a message. */
export const embedLength = (embed: APIEmbed): number =>
  length(embed.title) +
  length(embed.description) +
  length(embed.footer?.text) +
  length(embed.author?.name) +
  (embed.fields ?? []).reduce((sum, { name, value }) => sum + length(name) + length(value), 0);

/** Notes embeds that Discord would refuse. */
export function checkEmbeds(faults: FormErrors, embeds: readonly APIEmbed[]): void {
  faults.count(['embeds'], embeds.length, MOST_EMBEDS);
  embeds.forEach((embed, i) => {
    const at = (...path: (string | number)[]): (string | number)[] => ['embeds', i, ...path];
    faults.text(at('title'), embed.title, 256);
    faults.text(at('description'), embed.description, 4096);
    if (embed.footer) faults.text(at('footer', 'text'), embed.footer.text, 2048, 1);
    if (embed.author) faults.text(at('author', 'name'), embed.author.name, 256, 1);
    faults.count(at('fields'), embed.fields?.length ?? 0, MOST_FIELDS);
    embed.fields?.forEach((field, n) => {
      faults.text(at('fields', n, 'name'), field.name, 256, 1);
      faults.text(at('fields', n, 'value'), field.value, 1024, 1);
    });
  });
  if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > MOST_CHARACTERS)
    faults.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}
