import { Fault } from '../fault.js';

/** Letters, digits, `.`, `-`, `_` between slashes; no part begins with a dot, so that none leaves its folder. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** A file's name within a storage, as it is; a Fault where it could lead out of the storage or hide in it. */
export function checkName(name: string): string {
  if (NAME.test(name) && name.length <= 500) return name;
  throw new Fault('storage/name', {
    ko: `저장소에 쓸 수 없는 파일 이름입니다: ${JSON.stringify(name.slice(0, 80))}`,
    en: `no name for a file in a storage: ${JSON.stringify(name.slice(0, 80))}`,
  });
}
