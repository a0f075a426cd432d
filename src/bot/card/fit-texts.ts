import { ComponentType, type APIMessageTopLevelComponent, type APITextDisplayComponent } from 'discord.js';

/** Discord's most characters in all text displays of one message. */
export const MOST_TEXT = 4_000;

/**
 * Components whose texts together fit into a message of Discord: the longest text is cut, at the end of a line where one
 * is near. What fits comes back as it is.
 */
export function fitTexts(
  components: readonly APIMessageTopLevelComponent[],
  most = MOST_TEXT,
): APIMessageTopLevelComponent[] {
  const copies = structuredClone([...components]);
  const texts = copies.flatMap(textsOf);
  const length = (): number => texts.reduce((sum, { content }) => sum + content.length, 0);
  for (let over = length() - most; over > 0; over = length() - most) {
    const longest = texts.reduce((one, other) => (other.content.length > one.content.length ? other : one));
    longest.content = cut(longest.content, Math.max(0, longest.content.length - over));
  }
  return copies;
}

function textsOf(component: APIMessageTopLevelComponent): APITextDisplayComponent[] {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return [component];
    case ComponentType.Section:
      return component.components;
    case ComponentType.Container:
      return component.components.flatMap(textsOf);
    default:
      return [];
  }
}

/** How far back from the end a line's end is looked for. */
const NEAR = 200;
const MARK = '\n…';

function cut(text: string, length: number): string {
  const room = Math.max(0, length - MARK.length);
  const line = text.lastIndexOf('\n', room);
  // A surrogate pair or an escape is not cut in two.
  const end = line > room - NEAR && line > 0 ? line : room;
  const kept = text.slice(0, end).replace(/(\\|[\uD800-\uDBFF])$/, '');
  return length < MARK.length ? kept : `${kept}${MARK}`;
}
